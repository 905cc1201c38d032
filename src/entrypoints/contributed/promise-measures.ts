// Written by scripts/gen-contributions.mjs: run it when a module's contributions change; `npm run check` compares.
import { promiseMeasures as groundLibraries } from '#modules/ground/libraries/promise-measures';
import { promiseMeasures as peopleMembers } from '#modules/people/members/promise-measures';
import { promiseMeasures as lendingCirculation } from '#modules/lending/circulation/promise-measures';
import { promiseMeasures as stockAcquisition } from '#modules/stock/acquisition/promise-measures';
import { promiseMeasures as communityPrograms } from '#modules/community/programs/promise-measures';
import { promiseMeasures as communityIdeas } from '#modules/community/ideas/promise-measures';
import { promiseMeasures as cityService } from '#modules/city/service/promise-measures';

/** What can be measured beside promises to everybody. */
export const promiseMeasures = [
  ...groundLibraries,
  ...peopleMembers,
  ...lendingCirculation,
  ...stockAcquisition,
  ...communityPrograms,
  ...communityIdeas,
  ...cityService,
] as const;
