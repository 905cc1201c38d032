import { whileClockHolds } from '#platform/clock-watch';
import { systemCtx } from '#platform/context';
import type { JobModule } from '#platform/services';
import { measurePromises } from './measure-promises.ts';

const QUEUE = 'promises.measure';

/** Every night: how promises were kept in the last three whole months. */
const promiseJobs: JobModule = async ({ db, clock, jobs }) => {
  await jobs.work(QUEUE, async (_data, signal) => {
    await whileClockHolds({ db, clock }, async () => measurePromises(systemCtx(db, clock, QUEUE), signal));
  });
  // 02.40 in Jakarta
  await jobs.schedule(QUEUE, '40 19 * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [promiseJobs];
