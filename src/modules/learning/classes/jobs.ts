import type { AskedKind } from '#platform/background/heavy';
import { RESULTS_TABLE, resultsAsked } from './results/ask-table.ts';
import { writeResults } from './results/write-table.ts';

/** The other end of `askResults`, in the worker. */
const resultsTable: AskedKind = {
  kind: RESULTS_TABLE,
  run: async (ctx, input) => writeResults(ctx, resultsAsked.parse(input)),
};

/** What people ask the worker for. */
export const asked: readonly AskedKind[] = [resultsTable];
