import { z } from 'zod';
import { clearRestorePoints } from '#platform/backup/restore-point';
import { dropHeld } from '#platform/backup/write-backup';
import { clearOldClusters } from '#platform/database/move-cluster';
import { whileClockHolds } from '#platform/clock-watch';
import { oneAct, systemCtx } from '#platform/context';
import { allParts } from '#platform/database/round';
import type { JobModule, Services } from '#platform/services';
import { beginDue, MAKE_QUEUE } from './ask-backup.ts';
import { DRILL_QUEUE } from './ask-drill.ts';
import { deleteOldBases, selectOpenBases, selectServer } from './data/bases.queries.ts';
import { selectOpenCopies } from './data/copies.queries.ts';
import { selectLeftScratch, selectOpenDrills } from './data/drills.queries.ts';
import { deleteOldRuns, selectOpenRuns } from './data/runs.queries.ts';
import { backupsErrors } from './errors.ts';
import { BASE_QUEUE, failBase, keepJournal, makeBase } from './journal/keep-journal.ts';
import { failRun, makeBackup } from './make-backup.ts';
import { beginCopies, failCopy, SEND_QUEUE, sendCopy } from './stores/send-copy.ts';
import { dropLeft, failDrill, runDrill } from './run-drill.ts';

const DUE_QUEUE = 'backups.due';
const JOURNAL_QUEUE = 'backups.journal';
const runData = z.object({ run: z.number() });
const copyData = z.object({ copy: z.number() });
const baseData = z.object({ base: z.number() });
const drillData = z.object({ drill: z.number() });
const DAY_MS = 86_400_000;
/** A backup or drill that was asked for longer ago is in nobody's hands; one asked for so far ahead bears the date of a wrong clock. */
const LONGEST_MS = DAY_MS;
/** So long it is said what failed, or was deleted. */
const TOLD_MS = 400 * DAY_MS;

/** What nobody has in hand any more, and what it left behind. */
export async function tidyBackups(services: Pick<Services, 'db' | 'clock' | 'address' | 'config'>): Promise<void> {
  const { db, clock, config } = services;
  const now = clock.now().getTime();
  const isLost = ({ askedAt }: { askedAt: Date }): boolean => Math.abs(now - askedAt.getTime()) > LONGEST_MS;
  await allParts({ requestId: DUE_QUEUE }, [
    async () => {
      const lost = backupsErrors.interrupted();
      for (const { id } of (await selectOpenRuns(db)).filter(isLost)) await failRun(services, id, lost);
      for (const { id } of (await selectOpenCopies(db)).filter(isLost)) await failCopy(services, id, lost);
      for (const { id } of (await selectOpenBases(db)).filter(isLost)) await failBase(services, id, lost);
      for (const { id } of (await selectOpenDrills(db)).filter(isLost)) await failDrill(services, id, lost);
    },
    async () => {
      for (const drill of await selectLeftScratch(db)) await dropLeft(services, drill);
    },
    // what is deleted for good because days have passed
    async () =>
      whileClockHolds({ db, clock }, async () => {
        await deleteOldRuns(db, new Date(now - TOLD_MS));
        await deleteOldBases(db, new Date(now - TOLD_MS));
        await clearRestorePoints(config.dataDir, clock.now());
        if (config.databaseUrl === null) await clearOldClusters((await selectServer(db)).clusterDir, clock.now());
        await dropHeld(config.filesDir, clock.now());
      }),
  ]);
}

/** Every ten minutes: whether a backup is due. The worker makes it, and does drills. */
const backupJobs: JobModule = async (services) => {
  const { jobs, db, clock } = services;
  await jobs.heavy(
    MAKE_QUEUE,
    async (data, signal, progress) => {
      await makeBackup(services, runData.parse(data).run, { signal, progress });
      await beginCopies(oneAct(systemCtx(db, clock, MAKE_QUEUE)), services);
    },
    async (data, reason) => failRun(services, runData.parse(data).run, reason),
  );
  await jobs.heavy(
    SEND_QUEUE,
    async (data, signal, progress) => sendCopy(services, copyData.parse(data).copy, { signal, progress }),
    async (data, reason) => failCopy(services, copyData.parse(data).copy, reason),
  );
  await jobs.heavy(
    BASE_QUEUE,
    async (data, signal) => makeBase(services, baseData.parse(data).base, signal),
    async (data, reason) => failBase(services, baseData.parse(data).base, reason),
  );
  await jobs.heavy(
    DRILL_QUEUE,
    async (data, signal, progress) => runDrill(services, drillData.parse(data).drill, { signal, progress }),
    async (data, reason) => failDrill(services, drillData.parse(data).drill, reason),
  );
  await jobs.work(DUE_QUEUE, async () => {
    const ctx = oneAct(systemCtx(db, clock, DUE_QUEUE));
    await allParts(ctx, [
      async () => tidyBackups(services),
      async () => beginDue(ctx, services),
      async () => beginCopies(ctx, services),
    ]);
  });
  await jobs.schedule(DUE_QUEUE, '*/10 * * * *');
  await jobs.work(JOURNAL_QUEUE, async () => keepJournal(oneAct(systemCtx(db, clock, JOURNAL_QUEUE)), services));
  await jobs.schedule(JOURNAL_QUEUE, '* * * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [backupJobs];
