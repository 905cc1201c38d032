import { randomBytes } from 'node:crypto';
import { mkdir, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { recordAudit } from '#modules/ground/audit';
import { networkZone } from '#modules/ground/libraries';
import { keyFile } from '#platform/backup/key-file';
import { makeKeyPair } from '#platform/backup/seal';
import type { Jobs } from '#platform/background/jobs';
import { systemCtx, type Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { checkBase } from '#platform/journal/replay';
import { nextSegment, isSegment } from '#platform/journal/segments';
import { clearPieces, journalFolder, shipPiece } from '#platform/journal/ship';
import { emptySpool, spoolOf, waitingPieces, type Waiting } from '#platform/journal/spool';
import { writeBase } from '#platform/journal/write-base';
import { releaseOf } from '#platform/release';
import type { Services } from '#platform/services';
import {
  insertBase,
  noteBaseBegun,
  noteBaseDone,
  noteBaseFailed,
  noteBaseRemoved,
  noteBroken,
  noteShipped,
  selectBase,
  selectKeptBases,
  selectLastBase,
  selectLiving,
  selectServer,
  type JournalBase,
} from '../data/bases.queries.ts';
import { selectPlan, type StoredPlan } from '../data/plan.queries.ts';
import { backupsErrors } from '../errors.ts';
import { refusalOfDisk, requireFolder } from '../folder.ts';
import { sealFor } from '../make-backup.ts';
import { AGAIN_MS, isDue } from '../rules/due.ts';

export const BASE_QUEUE = 'backups.base';

type Needs = Pick<Services, 'db' | 'clock' | 'config' | 'address' | 'secrets'>;

/** While the disk is away pieces wait beside the database; more than this would fill the disk that people work on. */
const MOST_WAITING = 1024 ** 3;
/** So many bases lie there: the newest, and one before it, for whoever finds a mistake of yesterday. */
const KEPT = 2;

/** Whether the base of the night, or a first one, is to be made now. */
async function isBaseDue(ctx: Ctx, plan: StoredPlan, living: readonly JournalBase[]): Promise<boolean> {
  const now = ctx.clock.now();
  const last = await selectLastBase(ctx.db);
  if (last?.state === 'waiting' || last?.state === 'running') return false;
  if (living.length > 0)
    return isDue(now, { hour: plan.atHour, zone: await networkZone(ctx.db) }, { since: plan.since, last });
  const triedAt = last?.state === 'failed' ? last.endedAt : null;
  return !triedAt || triedAt > now || now.getTime() - triedAt.getTime() >= AGAIN_MS;
}

async function beginBase(ctx: Ctx, { jobs }: { jobs: Pick<Jobs, 'enqueue'> }, { folder }: StoredPlan): Promise<void> {
  const askedAt = ctx.clock.now();
  const stamp = askedAt.toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  const fileName = `dasar-${stamp}Z-${randomBytes(3).toString('hex')}.tar.gz.age`;
  await ctx.db.transaction().execute(async (trx) => {
    const id = await insertBase(trx, { folder, fileName, askedAt });
    if (id !== null) await jobs.enqueue(trx, BASE_QUEUE, { base: id });
  });
}

/** Whether a piece follows on what lies there: one that was lost on the way is found by that. */
function leavesGap({ name }: Waiting, living: readonly JournalBase[]): boolean {
  const last = living.reduce<string>(
    (latest, { lastSegment }) => ((lastSegment ?? '') > latest ? (lastSegment ?? '') : latest),
    '',
  );
  return isSegment(name) && last !== '' && name > last && name !== nextSegment(last);
}

/** Takes what waits into the folder, piece by piece. */
async function shipWaiting(ctx: Ctx, folder: string, waiting: readonly Waiting[]): Promise<void> {
  const { db, clock } = ctx;
  for (const piece of waiting) {
    let living = await selectLiving(db, folder);
    if (leavesGap(piece, living)) {
      await noteBroken(db, clock.now());
      living = [];
    }
    // nobody can use it: a base that is made later begins behind it
    if (living.length === 0) {
      await rm(piece.path, { force: true });
      continue;
    }
    const isTaken = await shipPiece(
      piece,
      folder,
      living.flatMap(({ recipient }) => recipient ?? []),
    );
    if (!isTaken) continue;
    const last = isSegment(piece.name) ? piece.name : null;
    await noteShipped(
      db,
      living.map(({ id }) => id),
      last,
      clock.now(),
    );
  }
}

/**
 * Keeps the journal, once a minute: takes the pieces of the log into the folder, and has a base made at first, each night, and wherever a piece is
 * missing. Nothing where the database is somebody else's or was started without it.
 */
export async function keepJournal(
  ctx: Ctx,
  { config, jobs }: Pick<Services, 'config'> & { jobs: Pick<Jobs, 'enqueue'> },
): Promise<void> {
  if (config.databaseUrl !== null) return;
  const { clusterDir, archives } = await selectServer(ctx.db);
  if (!archives) return;
  const spool = spoolOf(clusterDir);
  const plan = await selectPlan(ctx.db);
  if (plan?.state !== 'on' || !plan.journal) {
    await emptySpool(spool);
    return noteBroken(ctx.db, ctx.clock.now());
  }
  const waiting = await waitingPieces(spool);
  if (waiting.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) > MOST_WAITING) {
    await emptySpool(spool);
    return noteBroken(ctx.db, ctx.clock.now());
  }
  try {
    await requireFolder(plan.folder, plan.folderMark);
    await shipWaiting(ctx, plan.folder, waiting);
  } catch (error) {
    // the disk is away or full: what waits, waits, and the page says since when
    if (refusalOfDisk(error, plan.folder)) return;
    throw error;
  }
  const living = await selectLiving(ctx.db, plan.folder);
  if (await isBaseDue(ctx, plan, living)) await beginBase(ctx, { jobs }, plan);
}

/** What is older than the newest bases goes, with the pieces that only they needed. */
async function clearBases({ db, clock }: Needs, folder: string): Promise<void> {
  const kept = await selectKeptBases(db, folder);
  for (const { id, fileName } of kept.slice(KEPT)) {
    await unlink(join(journalFolder(folder), fileName)).catch(() => undefined);
    await noteBaseRemoved(db, id, clock.now());
  }
  const first = kept.slice(0, KEPT).map(({ firstSegment }) => firstSegment ?? '');
  await clearPieces(folder, first.toSorted()[0] ?? null, clock.now());
}

/** Makes a base, in the worker. What a person has to mend is written down and tried again after an hour; anything else is thrown. */
export async function makeBase(needs: Needs, id: number, signal: AbortSignal): Promise<void> {
  const { db, clock, config, address, secrets } = needs;
  const base = await selectBase(db, id);
  if (!base || base.endedAt !== null) return;
  const plan = await selectPlan(db);
  if (plan?.state !== 'on' || !plan.journal) return failBase(needs, id, backupsErrors.noPlan());
  const path = join(journalFolder(base.folder), base.fileName);
  try {
    await requireFolder(base.folder, plan.folderMark);
    // of this base's own, whose process was killed
    for (const left of [path, `${path}.part`]) await rm(left, { force: true });
    const { seal, key } = await sealFor(plan, secrets);
    const { identity, recipient } = await makeKeyPair();
    // from here on pieces are sealed for it too
    await noteBaseBegun(db, id, recipient);
    await mkdir(journalFolder(base.folder), { recursive: true, mode: 0o700 });
    const made = await writeBase(
      {
        ...{ address, release: releaseOf(config), now: () => clock.now(), keys: keyFile(config) },
        ...{ identity, seal, signal },
      },
      path,
    );
    await checkBase(path, key).catch(async (error: unknown) => {
      await rm(path, { force: true });
      throw error instanceof AppError ? backupsErrors.unreadable() : error;
    });
    const { madeAt, sizeBytes, firstSegment } = made;
    await db.transaction().execute(async (trx) => {
      if (!(await noteBaseDone(trx, id, { madeAt, endedAt: clock.now(), sizeBytes, firstSegment }))) return;
      const after = { fileName: base.fileName, sizeBytes };
      const ctx = systemCtx(db, clock, BASE_QUEUE);
      await recordAudit(trx, ctx, { action: 'backup_base.made', entity: 'backup', entityId: base.fileName, after });
    });
  } catch (error) {
    const refusal = signal.aborted ? null : refusalOfDisk(error, base.folder);
    if (!refusal) throw error;
    return failBase(needs, id, refusal);
  }
  await clearBases(needs, base.folder);
}

/** It is not tried again by itself; the journal begins another. */
export async function failBase(
  { db, clock }: Pick<Needs, 'db' | 'clock'>,
  id: number,
  reason: AppError,
): Promise<void> {
  const base = await selectBase(db, id);
  if (!base) return;
  await db.transaction().execute(async (trx) => {
    if (!(await noteBaseFailed(trx, id, reason, clock.now()))) return;
    const after = { code: reason.code, folder: base.folder };
    const ctx = systemCtx(db, clock, BASE_QUEUE);
    await recordAudit(trx, ctx, { action: 'backup_base.failed', entity: 'backup', entityId: base.fileName, after });
  });
}
