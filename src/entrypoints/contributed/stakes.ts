// Written by scripts/gen-contributions.mjs: run it when a module's contributions change; `npm run check` compares.
import { stakes as peopleMembers } from '#modules/people/members/stakes';
import { stakes as collectionCatalog } from '#modules/collection/catalog/stakes';
import { stakes as collectionSerials } from '#modules/collection/serials/stakes';
import { stakes as lendingCirculation } from '#modules/lending/circulation/stakes';
import { stakes as lendingBookings } from '#modules/lending/bookings/stakes';
import { stakes as lendingDigital } from '#modules/lending/digital/stakes';
import { stakes as stockStocktake } from '#modules/stock/stocktake/stakes';
import { stakes as stockAcquisition } from '#modules/stock/acquisition/stakes';
import { stakes as communityPrograms } from '#modules/community/programs/stakes';
import { stakes as cityVolunteers } from '#modules/city/volunteers/stakes';

/** What modules have at stake in rows of modules below. */
export const stakes = [
  ...peopleMembers,
  ...collectionCatalog,
  ...collectionSerials,
  ...lendingCirculation,
  ...lendingBookings,
  ...lendingDigital,
  ...stockStocktake,
  ...stockAcquisition,
  ...communityPrograms,
  ...cityVolunteers,
] as const;
