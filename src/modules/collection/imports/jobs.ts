import { z } from 'zod';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { whileClockHolds } from '#platform/clock-watch';
import type { AskedKind } from '#platform/background/heavy';
import { Round } from '#platform/database/round';
import type { JobModule, Services } from '#platform/services';
import {
  clearFileKeys,
  endRun,
  selectRunsWithFiles,
  selectUnfinishedRuns,
  tryLockRun,
  unlockRun,
} from './data/import-runs.queries.ts';
import { CLASS_LIST, classListAsked } from './ask-class-list.ts';
import { importErrors } from './errors.ts';
import { readClassList } from './read-class-list.ts';
import { failRun, runImport } from './run-import.ts';
import { IMPORT_QUEUE } from './start-import.ts';

export { runImport, type RunImportOptions } from './run-import.ts';

const SWEEP_QUEUE = 'imports.sweep';
const runData = z.object({ runId: z.number() });
/** How long the files of a trial run wait for the run in earnest. */
const KEEP_DAYS = 7;

/** Works off runs in the worker, takes up those that a stop or a power cut interrupted, and clears away old files. */
const importJobs: JobModule = async (services) => {
  const { jobs } = services;
  await jobs.heavy(
    IMPORT_QUEUE,
    async (data, signal, progress) => {
      const onProgress = ({ read }: { read: number }): void => progress(read, null);
      await runImport(services, runData.parse(data).runId, { signal, onProgress });
    },
    async (data, reason) => failRun(services, runData.parse(data).runId, reason),
  );
  await jobs.work(SWEEP_QUEUE, async () => {
    await whileClockHolds(services, async () => sweepFiles(services));
  });
  await jobs.schedule(SWEEP_QUEUE, '15 18 * * *');
  if (!jobs.inWorker) await takeUp(services);
};

/** Runs without an end: those with files in storage go on; one whose files lay with a command that is gone has failed. */
async function takeUp(services: Services): Promise<void> {
  const { db, clock, jobs } = services;
  for (const run of await selectUnfinishedRuns(db)) {
    if (run.files.every((file) => file.key !== null)) {
      await db.transaction().execute(async (trx) => jobs.enqueue(trx, IMPORT_QUEUE, { runId: run.id }));
      continue;
    }
    await db.connection().execute(async (connection) => {
      if (!(await tryLockRun(connection, run.id))) return;
      try {
        const { code, params } = importErrors.interrupted();
        const end = { status: 'failed' as const, errorCode: code, errorParams: params, now: clock.now() };
        await db.transaction().execute(async (trx) => endRun(trx, run.id, end));
      } finally {
        await unlockRun(connection, run.id);
      }
    });
  }
}

async function sweepFiles({ db, clock, storage }: Services): Promise<void> {
  const before = new Date(clock.now().getTime() - KEEP_DAYS * 86_400_000);
  const round = new Round({ requestId: SWEEP_QUEUE });
  await round.each(await selectRunsWithFiles(db, before), async (run) => {
    await clearFileKeys(db, run);
    for (const { key } of run.files) if (key !== null) await storage.remove(key);
  });
  round.end();
}

/** The other end of `askClassList`, in the worker. */
const classList: AskedKind = {
  kind: CLASS_LIST,
  async run(ctx, input, { storage }, { inputKey }) {
    authorizeAnywhere(ctx, 'members.edit');
    if (inputKey === null) throw importErrors.fileMissing();
    const { name, library, category } = classListAsked.parse(input);
    const rows = await readClassList({ name, path: storage.path(inputKey) });
    const body = new TextEncoder().encode(JSON.stringify({ library, category, rows }));
    return { fileName: 'daftar-kelas.json', mediaType: 'application/json', body };
  },
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [importJobs];

/** What people ask the worker for. */
export const asked: readonly AskedKind[] = [classList];
