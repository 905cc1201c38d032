import { authorize } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import type { Jobs } from '#platform/background/jobs';
import { parseInput } from '#platform/requests/parse-input';
import { recordAudit } from '#modules/ground/audit';
import { listLibraries, resolveLibraryId, type LibraryRef } from '#modules/ground/libraries';
import { rolesOf, type CodeMeaning, type ImportKind, type ImportOptions } from './client.ts';
import { clearFileKeys, insertRun, lockRun, type RunFile, type RunRow } from './data/import-runs.queries.ts';
import { importErrors } from './errors.ts';
import { codesOfOurs } from './look-around.ts';
import { repeatInput, startInput, type RepeatInput, type StartInput } from './schema.ts';

/** The queue of the runs; its jobs say `{ runId }`. */
export const IMPORT_QUEUE = 'imports.run';

/**
 * Throws unless the actor may import this kind. Records belong to the whole network, so it needs a network-wide `imports.run`;
 * members need `members.edit` as well, those of a Koha `members.block` too.
 */
export function authorizeImport(ctx: Pick<Ctx, 'actor'>, kind: ImportKind): void {
  authorize(ctx, 'imports.run', null);
  if (['slims', 'inlislite_members', 'class_list', 'koha'].includes(kind)) authorize(ctx, 'members.edit', null);
  // whoever is blocked there is blocked here
  if (kind === 'koha') authorize(ctx, 'members.block', null);
}

/** The library named, else the main library, else the only one. */
async function defaultLibrary(ctx: Ctx, named: LibraryRef | undefined): Promise<number | null> {
  if (named !== undefined) return resolveLibraryId(ctx, named);
  const libraries = await listLibraries(ctx, { active: true });
  const central = libraries.filter((library) => library.type === 'pusat');
  return (central.length === 1 ? central[0] : libraries.length === 1 ? libraries[0] : undefined)?.id ?? null;
}

/**
 * Records a run for files that are in place already. With `jobs`, a job works it off; without, the caller does
 * (`runImport`). Needs `imports.run`. Refuses `imports.file_missing`, `libraries.not_found` and bad input.
 */
export async function startImport(
  ctx: Ctx,
  input: StartInput,
  files: readonly RunFile[],
  jobs: Pick<Jobs, 'enqueue'> | null,
): Promise<number> {
  const { kind, dryRun, library, codes, ...choices } = parseInput(startInput, input);
  authorizeImport(ctx, kind);
  await checkMeanings(ctx, codes ?? []);
  // whose pupils they are is never guessed
  if (kind === 'class_list' && library === undefined) throw platformErrors.invalidInput({}, { library: 'required' });
  const roles = rolesOf(kind);
  const given = roles.flatMap((role) => files.filter((file) => file.role === role));
  if (given.length === 0) throw importErrors.fileMissing({}, { [roles[0] ?? 'main']: 'required' });
  const options: ImportOptions = {
    ...choices,
    libraryId: await defaultLibrary(ctx, library),
    ...(kind === 'koha' && { codes: codes ?? [] }),
  };
  return ctx.db.transaction().execute(async (trx) => {
    const run = await insertRun(trx, {
      kind,
      files: given,
      options,
      dryRun,
      startedBy: actorName(ctx.actor),
      createdAt: ctx.clock.now(),
    });
    await queue(trx, ctx, run, jobs);
    return run.id;
  });
}

async function queue(trx: Tx, ctx: Ctx, run: RunRow, jobs: Pick<Jobs, 'enqueue'> | null): Promise<void> {
  await recordAudit(trx, ctx, {
    action: run.dryRun ? 'import.trial_started' : 'import.started',
    entity: 'import',
    entityId: run.id,
    after: { kind: run.kind, files: run.files.map((file) => file.name), options: run.options },
  });
  await jobs?.enqueue(trx, IMPORT_QUEUE, { runId: run.id });
}

/**
 * Repeats an ended trial run with the files that it kept: in earnest, or as a trial once more with what was said of its codes meanwhile.
 * Refuses `imports.run_not_found`, `imports.not_ended`, `imports.files_gone` and `imports.meaning_unknown`.
 * @returns the id of the new run
 */
export async function confirmImport(
  ctx: Ctx,
  runId: number,
  jobs: Pick<Jobs, 'enqueue'>,
  input: RepeatInput = {},
): Promise<number> {
  authorize(ctx, 'imports.run', null);
  const { dryRun, codes } = parseInput(repeatInput, input);
  await checkMeanings(ctx, codes ?? []);
  return ctx.db.transaction().execute(async (trx) => {
    const trial = await lockRun(trx, runId);
    if (!trial?.dryRun) throw importErrors.runNotFound();
    authorizeImport(ctx, trial.kind);
    if (trial.status !== 'done') throw importErrors.notEnded();
    if (trial.files.some((file) => file.key === null)) throw importErrors.filesGone();
    const run = await insertRun(trx, {
      kind: trial.kind,
      files: trial.files,
      options: codes === undefined ? trial.options : { ...trial.options, codes },
      dryRun,
      startedBy: actorName(ctx.actor),
      createdAt: ctx.clock.now(),
    });
    await clearFileKeys(trx, trial);
    await queue(trx, ctx, run, jobs);
    return run.id;
  });
}

/** Nothing is said to mean what is not there. */
async function checkMeanings(ctx: Ctx, codes: readonly CodeMeaning[]): Promise<void> {
  if (codes.length === 0) return;
  const ours = await codesOfOurs(ctx.db);
  const wrong = codes.find(({ kind, means }) => !ours[kind].includes(means));
  if (wrong) throw importErrors.meaningUnknown({ code: wrong.code, means: wrong.means });
}
