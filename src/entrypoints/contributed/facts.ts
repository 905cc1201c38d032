// Written by scripts/gen-contributions.mjs: run it when a module's contributions change; `npm run check` compares.
import { facts as premisesVisits } from '#modules/premises/visits/facts';
import { facts as lendingCirculation } from '#modules/lending/circulation/facts';

/** What modules count of every day. */
export const facts = [...premisesVisits, ...lendingCirculation] as const;
