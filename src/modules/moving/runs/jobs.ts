import { z } from 'zod';
import { whileClockHolds } from '#platform/clock-watch';
import { allParts, Round } from '#platform/database/round';
import type { JobModule, Services } from '#platform/services';
import { clearStorageKey, selectKeptFiles, selectUnfinishedRuns } from './data/runs.queries.ts';
import { AREA } from './receive-dump.ts';
import { SLIMS_QUEUE } from './start-run.ts';
import { removeLeftFiles } from './undo/work-off-undo.ts';
import { failRun, workOffRun } from './work-off.ts';

const SWEEP_QUEUE = 'slims.sweep';
const runData = z.object({ runId: z.number() });
/** How long the dump of a trial waits for the migration in earnest. */
const KEEP_DAYS = 7;
/** An upload that takes longer than this has ended with its process. */
const LONGEST_UPLOAD_HOURS = 24;

/** Works migrations off in the worker, takes up those that a stop or a power cut interrupted, and clears away old dumps. */
const slimsJobs: JobModule = async (services) => {
  const { jobs } = services;
  await jobs.heavy(
    SLIMS_QUEUE,
    async (data, signal, progress) => {
      const onProgress = (_table: string, rows: number, of: number): void => progress(rows, of);
      await workOffRun(services, runData.parse(data).runId, { signal, onProgress });
    },
    async (data, reason) => failRun(services, runData.parse(data).runId, reason),
  );
  await jobs.work(SWEEP_QUEUE, async () => {
    await whileClockHolds(services, async () => sweepDumps(services));
  });
  await jobs.schedule(SWEEP_QUEUE, '25 18 * * *');
  if (!jobs.inWorker) await takeUp(services);
};

async function takeUp({ db, jobs }: Services): Promise<void> {
  for (const runId of await selectUnfinishedRuns(db)) {
    await db.transaction().execute(async (trx) => jobs.enqueue(trx, SLIMS_QUEUE, { runId }));
  }
}

/** Files of what was taken back; dumps that nobody went on with, and those that an upload left behind which was killed. What lies in the folder of dumps is not ours. */
export async function sweepDumps({ db, clock, storage }: Pick<Services, 'db' | 'clock' | 'storage'>): Promise<void> {
  const before = new Date(clock.now().getTime() - KEEP_DAYS * 86_400_000);
  await allParts({ requestId: SWEEP_QUEUE }, [
    async () => removeLeftFiles({ db, storage }),
    async () => {
      const round = new Round({ requestId: SWEEP_QUEUE });
      await round.each(await selectKeptFiles(db, before), async ({ id, storageKey }) => {
        // somebody may have gone on with it this very moment
        if (await clearStorageKey(db, id)) await storage.remove(storageKey);
      });
      round.end();
    },
    async () => {
      const kept = await selectKeptFiles(db);
      await storage.clear(AREA, {
        hours: LONGEST_UPLOAD_HOURS,
        keep: new Set(kept.map(({ storageKey }) => storageKey)),
      });
    },
  ]);
}

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [slimsJobs];
