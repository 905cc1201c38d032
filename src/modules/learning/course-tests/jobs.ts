import type { AskedKind } from '#platform/background/heavy';
import { whileClockHolds } from '#platform/clock-watch';
import type { JobModule } from '#platform/services';
import { RESULTS_TABLE, resultsTableAsked } from './results/ask-results-table.ts';
import { exportResults } from './results/export-results.ts';
import { countOutcomes } from './results/public-outcome.ts';

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

const OUTCOMES = 'course_tests.outcomes';

/** Every night what everybody is told of what came of courses. */
const courseTestJobs: JobModule = async (services) => {
  const { jobs } = services;
  await jobs.work(OUTCOMES, async (_data, signal) => {
    await whileClockHolds(services, async () => countOutcomes(services, signal));
  });
  // 03.50 in Jakarta
  await jobs.schedule(OUTCOMES, '50 20 * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [courseTestJobs];
