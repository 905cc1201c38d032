import type { AskedKind } from '#platform/background/heavy';
import { whileClockHolds } from '#platform/clock-watch';
import type { JobModule } from '#platform/services';
import { RESULTS_TABLE, resultsAsked } from './results/ask-table.ts';
import { writeResults } from './results/write-table.ts';
import { tellBoxes } from './teaching/tell-box.ts';

/** The other end of `askResults`, in the worker. */
const resultsTable: AskedKind = {
  kind: RESULTS_TABLE,
  run: async (ctx, input) => writeResults(ctx, resultsAsked.parse(input)),
};

/** What people ask the worker for. */
export const asked: readonly AskedKind[] = [resultsTable];

const BOXES = 'classes.boxes';

/** Now and then how boxes stand that classes asked for. */
const classJobs: JobModule = async (services) => {
  const { jobs } = services;
  await jobs.work(BOXES, async (_data, signal) => {
    await whileClockHolds(services, async () => void (await tellBoxes(services, signal)));
  });
  await jobs.schedule(BOXES, '*/15 * * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [classJobs];
