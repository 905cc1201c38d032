// Written by scripts/gen-contributions.mjs: run it when a module's contributions change; `npm run check` compares.
import { firstSteps as groundLibraries } from '#modules/ground/libraries/places';
import { firstSteps as groundIdentity } from '#modules/ground/identity/places';
import { firstSteps as peopleMembers } from '#modules/people/members/places';
import { firstSteps as peopleNotifications } from '#modules/people/notifications/places';
import { firstSteps as collectionCatalog } from '#modules/collection/catalog/places';
import { firstSteps as collectionImports } from '#modules/collection/imports/places';
import { firstSteps as stockPrinting } from '#modules/stock/printing/places';

/** What a new network does first. */
export const firstSteps = [
  ...groundLibraries,
  ...groundIdentity,
  ...peopleMembers,
  ...peopleNotifications,
  ...collectionCatalog,
  ...collectionImports,
  ...stockPrinting,
] as const;
