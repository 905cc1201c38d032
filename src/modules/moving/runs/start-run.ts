import { recordAudit } from '#modules/ground/audit';
import { listLibraries } from '#modules/ground/libraries';
import type { Jobs } from '#platform/background/jobs';
import type { Config } from '#platform/config';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { isEnded } from './client.ts';
import { clearStorageKey, hasMovedSince, insertRun, lockRun, type NewRun, type RunRow } from './data/runs.queries.ts';
import { slimsErrors } from '#modules/moving/engine';
import { isBalanced } from '#shared/moving/report';
import { startInput, type StartInput } from './schema.ts';
import { dumpCalled, filesCalled, pathOfDump, pathOfFiles } from './dump-folder.ts';
import { mayMigrate } from './may-migrate.ts';

/** The queue of the migrations; its jobs say `{ runId }`. */
export const SLIMS_QUEUE = 'slims.run';

/** A dump that was uploaded, as it lies in storage. */
export interface UploadedDump {
  name: string;
  key: string;
  bytes: number;
}

type Queue = Pick<Jobs, 'enqueue'>;

/** The library named, else the main library, else the only one: whose SLiMS it is, is never guessed among several. */
async function libraryOf(ctx: Ctx, named: StartInput['library']): Promise<number> {
  const libraries = await listLibraries(ctx, { active: true });
  const isNamed = ({ id, code }: (typeof libraries)[number]): boolean =>
    String(named) === String(id) || String(named).toLowerCase() === code.toLowerCase();
  const central = libraries.filter(({ type }) => type === 'pusat');
  const library =
    named === undefined
      ? (central.length === 1 ? central : libraries.length === 1 ? libraries : [])[0]
      : libraries.find(isNamed);
  if (!library) throw platformErrors.invalidInput({}, { library: named === undefined ? 'required' : 'unknown' });
  return library.id;
}

/**
 * Has a dump tried: everything is planned and reported, nothing is written. The dump was uploaded, or lies in the folder of dumps. Needs the
 * permissions of {@link mayMigrate}. Refuses `slims.file_missing`, `slims.dump_missing`, `slims.files_missing` and `slims.run_under_way`.
 */
export async function startTrial(
  ctx: Ctx,
  config: Pick<Config, 'dataDir'>,
  input: StartInput,
  uploaded: UploadedDump | null,
  jobs: Queue,
): Promise<number> {
  mayMigrate(ctx);
  const { system, fines, library, dump, files } = parseInput(startInput, input);
  if (!uploaded && dump === undefined) throw slimsErrors.fileMissing({}, { file: 'required' });
  const libraryId = await libraryOf(ctx, library);
  const lying = uploaded || dump === undefined ? null : await dumpCalled(config, dump);
  const pictures = files === undefined ? null : await filesCalled(config, files);
  return ctx.db.transaction().execute(async (trx) =>
    begin(trx, ctx, jobs, {
      ...{ system, fines, libraryId, undoes: null },
      dryRun: true,
      fileName: uploaded?.name ?? lying?.name ?? '',
      fileBytes: uploaded?.bytes ?? lying?.bytes ?? 0,
      storageKey: uploaded?.key ?? null,
      writtenAt: lying?.writtenAt ?? null,
      filesName: pictures?.name ?? null,
      filesBytes: pictures?.bytes ?? null,
      filesWrittenAt: pictures && pictures.bytes !== null ? pictures.writtenAt : null,
    }),
  );
}

/** Puts a run in the queue. Refuses `slims.run_under_way`. */
export async function begin(
  trx: Tx,
  ctx: Ctx,
  jobs: Queue,
  about: Omit<NewRun, 'startedBy' | 'createdAt'>,
): Promise<number> {
  const run = await insertRun(trx, { ...about, startedBy: actorName(ctx.actor), createdAt: ctx.clock.now() });
  if (!run) throw slimsErrors.runUnderWay();
  const { id, system, libraryId, fileName, filesName, undoes } = run;
  const after = undoes === null ? { system, file: fileName, files: filesName } : { system, undoes };
  const told = { entity: 'slims_run', entityId: id, libraryId, after };
  await recordAudit(
    trx,
    ctx,
    run.dryRun
      ? { action: 'slims.trial_started', ...told }
      : undoes === null
        ? { action: 'slims.started', ...told }
        : { action: 'slims.undo_started', ...told },
  );
  await jobs.enqueue(trx, SLIMS_QUEUE, { runId: id });
  return id;
}

/** A trial that ended well, or a migration that was stopped or failed: what came of it does not come twice. */
const ended = ({ dryRun, state }: RunRow): boolean => isEnded(state) && (dryRun ? state === 'done' : state !== 'done');

/** Whether it can be done in earnest, or gone on with. */
export const canGoOn = (run: RunRow): boolean => (run.undoes === null ? canMove(run) : canTakeBack(run));

/** It was found that nothing stands in the way; whether that still holds is asked again. */
const canTakeBack = (run: RunRow): boolean =>
  run.dryRun &&
  run.state === 'done' &&
  !run.undone &&
  run.tables.every((table) => table.kind !== 'rows' || table.fates.refused === 0);

const canMove = (run: RunRow): boolean =>
  ended(run) &&
  (run.storageKey !== null || run.writtenAt !== null) &&
  (!run.dryRun || (run.money !== null && isBalanced({ tables: run.tables, money: run.money })));

/** Without a file: it takes away what one has brought. */
export const noFile = {
  ...{ storageKey: null, writtenAt: null, filesName: null, filesBytes: null, filesWrittenAt: null },
} as const;

async function confirmUndo(trx: Tx, ctx: Ctx, jobs: Queue, run: RunRow): Promise<number> {
  if (run.undone) throw slimsErrors.undoDone();
  // what came since the trial would go too, and nobody has seen it
  if (!canGoOn(run) || (await hasMovedSince(trx, run))) throw slimsErrors.undoTouched();
  const { system, fines, libraryId, undoes, fileName, fileBytes } = run;
  return begin(trx, ctx, jobs, { system, fines, libraryId, undoes, dryRun: false, fileName, fileBytes, ...noFile });
}

/**
 * Does in earnest what a trial has shown (a move, or taking one back), or goes on with a migration that was stopped, with the same dump. Needs the permissions of
 * {@link mayMigrate}. Refuses `slims.run_not_found`, `slims.not_ended`, `slims.not_trusted`, `slims.file_gone`, `slims.file_changed`,
 * `slims.files_gone`, `slims.files_changed`, `slims.run_under_way`, and of taking back `slims.undo_touched` and `slims.undo_done`.
 * @returns the id of the new run
 */
export async function confirmRun(
  ctx: Ctx,
  config: Pick<Config, 'dataDir'>,
  runId: number,
  jobs: Queue,
): Promise<number> {
  mayMigrate(ctx);
  return ctx.db.transaction().execute(async (trx) => {
    const run = await lockRun(trx, runId);
    if (!run) throw slimsErrors.runNotFound();
    if (!ended(run)) throw slimsErrors.notEnded();
    if (run.undoes !== null) return confirmUndo(trx, ctx, jobs, run);
    const { system, fines, libraryId, fileName, fileBytes, storageKey, writtenAt } = run;
    if (writtenAt) await pathOfDump(config, { fileName, fileBytes, writtenAt });
    else if (storageKey === null) throw slimsErrors.fileGone();
    const { filesName, filesBytes, filesWrittenAt } = run;
    if (filesName !== null) await pathOfFiles(config, { filesName, filesBytes, filesWrittenAt });
    if (!canGoOn(run)) throw slimsErrors.notTrusted();
    const file = { fileName, fileBytes, storageKey, writtenAt, filesName, filesBytes, filesWrittenAt };
    const id = await begin(trx, ctx, jobs, { system, fines, libraryId, undoes: null, dryRun: false, ...file });
    // it belongs to the new run, which takes it away at its end
    await clearStorageKey(trx, runId);
    return id;
  });
}
