import type { AskedKind } from '#platform/background/heavy';
import { RESULTS_TABLE, resultsTableAsked } from './results/ask-results-table.ts';
import { exportResults } from './results/export-results.ts';

/** The other end of `askResultsTable`, in the worker. */
const resultsTable: AskedKind = {
  kind: RESULTS_TABLE,
  async run(ctx, input) {
    const { courseId, period } = resultsTableAsked.parse(input);
    return exportResults(ctx, courseId, period);
  },
};

/** What people ask the worker for. */
export const asked: readonly AskedKind[] = [resultsTable];
