import { randomBytes } from 'node:crypto';
import { mkdir, rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseError } from 'pg';
import { recordAudit } from '#modules/ground/audit';
import { networkZone } from '#modules/ground/libraries';
import { keyFile } from '#platform/backup/key-file';
import { makeKeyPair } from '#platform/backup/seal';
import type { Jobs } from '#platform/background/jobs';
import { systemCtx, type Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { checkBase, isComplete } from '#platform/journal/replay';
import { nextSegment, isSegment } from '#platform/journal/segments';
import { clearPieces, journalFolder, shipPiece } from '#platform/journal/ship';
import {
  emptySpool,
  hasStopped,
  setJournal,
  spoolOf,
  stopSpool,
  waitingPieces,
  wantsJournal,
  type Waiting,
} from '#platform/journal/spool';
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
/** The log itself: PostgreSQL keeps 1 GB by itself, and whatever it cannot lay down. */
const MOST_LOG = 3 * 1024 ** 3;
/** So many bases lie there from which everything can be had: the newest, and one before it, for whoever finds a mistake of yesterday. */
const KEPT = 2;
/** With those that go no further than a missing piece; older ones go. */
const MOST_KEPT = 6;
/** SQLSTATE of a statement that took too long. */
const TOO_LONG = '57014';

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

async function beginBase(
  ctx: Ctx,
  { jobs }: { jobs: Pick<Jobs, 'enqueue'> },
  { folder, systemId }: Journal,
): Promise<void> {
  const askedAt = ctx.clock.now();
  const stamp = askedAt.toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  const fileName = `dasar-${stamp}Z-${randomBytes(3).toString('hex')}.tar.gz.age`;
  await ctx.db.transaction().execute(async (trx) => {
    const id = await insertBase(trx, { folder, systemId, fileName, askedAt });
    if (id !== null) await jobs.enqueue(trx, BASE_QUEUE, { base: id });
  });
}

/** The journal of this cluster in a folder of backups. */
type Journal = Pick<JournalBase, 'folder' | 'systemId'>;
const pathOf = ({ folder, systemId }: Journal): string => journalFolder(folder, systemId);

/** Bases that new pieces are of use to. A whole one whose file is not there (disks take turns, and people move files) is none any more. */
async function livingThere(ctx: Ctx, journal: Journal): Promise<JournalBase[]> {
  const living = await selectLiving(ctx.db, journal);
  const gone: number[] = [];
  for (const { id, state, fileName, sizeBytes } of living) {
    const found = state === 'done' ? await stat(join(pathOf(journal), fileName)).catch(() => null) : null;
    if (state === 'done' && found?.size !== sizeBytes) gone.push(id);
  }
  if (gone.length > 0) await noteBroken(ctx.db, ctx.clock.now(), gone);
  return living.filter(({ id }) => !gone.includes(id));
}

/** Whether a piece follows on what lies there: one that was lost on the way is found by that. */
function leavesGap({ name }: Waiting, living: readonly JournalBase[]): boolean {
  const last =
    living
      .map(({ lastSegment, stopSegment }) => lastSegment ?? stopSegment ?? '')
      .toSorted()
      .at(-1) ?? '';
  return isSegment(name) && last !== '' && name > last && name !== nextSegment(last);
}

/** Takes what waits into the folder, piece by piece. */
async function shipWaiting(ctx: Ctx, journal: Journal, waiting: readonly Waiting[]): Promise<void> {
  const { db, clock } = ctx;
  for (const piece of waiting) {
    let living = await livingThere(ctx, journal);
    if (leavesGap(piece, living)) {
      await noteBroken(db, clock.now());
      living = [];
    }
    // nobody can use it: a base that is made later begins behind it
    if (living.length === 0) {
      await rm(piece.path, { force: true });
      continue;
    }
    const last = isSegment(piece.name) ? piece.name : null;
    await shipPiece(
      piece,
      pathOf(journal),
      living.flatMap(({ recipient }) => recipient ?? []),
      async () =>
        noteShipped(
          db,
          living.map(({ id }) => id),
          last,
          clock.now(),
        ),
    );
  }
}

/** Nobody wants what waits, or there is no room for it: it goes, and what lies in the folder goes no further. */
async function giveUp(ctx: Ctx, spool: string): Promise<void> {
  await emptySpool(spool);
  await noteBroken(ctx.db, ctx.clock.now());
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
  const plan = await selectPlan(ctx.db);
  const wanted = plan?.state === 'on' ? plan.journal : false;
  // what the next start reads is what was saved
  if (wantsJournal(config.dataDir) !== wanted) setJournal(config.dataDir, wanted);
  const { clusterDir, systemId, archives, logBytes } = await selectServer(ctx.db);
  if (!archives) return;
  const spool = spoolOf(clusterDir);
  if (!plan || !wanted) return giveUp(ctx, spool);
  if (logBytes > MOST_LOG) stopSpool(spool);
  if (hasStopped(spool)) return giveUp(ctx, spool);
  const waiting = await waitingPieces(spool);
  if (waiting.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) > MOST_WAITING) return giveUp(ctx, spool);
  const journal = { folder: plan.folder, systemId };
  try {
    await requireFolder(plan.folder, plan.folderMark);
    await shipWaiting(ctx, journal, waiting);
    await clearBases(ctx, journal);
  } catch (error) {
    // the disk is away or full: what waits, waits, and the page says since when
    if (refusalOfDisk(error, plan.folder)) return;
    throw error;
  }
  if (await isBaseDue(ctx, plan, await livingThere(ctx, journal))) await beginBase(ctx, { jobs }, journal);
}

/**
 * What is older than the newest bases from which everything can be had goes, with the pieces that only it needed. A base whose last pieces are still
 * on their way counts for nothing yet.
 */
async function clearBases({ db, clock }: Pick<Ctx, 'db' | 'clock'>, journal: Journal): Promise<void> {
  const kept = await selectKeptBases(db, journal);
  if (kept.length <= KEPT) return;
  const whole: JournalBase[] = [];
  for (const base of kept) {
    const { brokenAt, firstSegment, stopSegment } = base;
    if (brokenAt === null && firstSegment !== null && stopSegment !== null)
      if (await isComplete(pathOf(journal), { firstSegment, stopSegment })) whole.push(base);
  }
  const oldest = whole.at(KEPT - 1);
  const gone = kept.filter((base, at) => (oldest && base.id < oldest.id) || at >= MOST_KEPT);
  for (const { id, fileName } of gone) {
    const path = join(pathOf(journal), fileName);
    // one that lies on another disk goes when that one has its turn
    if (!(await stat(path).catch(() => null))) continue;
    await unlink(path);
    await noteBaseRemoved(db, id, clock.now());
  }
  const [first] = kept
    .filter((base) => !gone.includes(base))
    .map(({ firstSegment }) => firstSegment ?? '')
    .toSorted();
  if (first) await clearPieces(pathOf(journal), first, clock.now());
}

/** Makes a base, in the worker. What a person has to mend is written down and tried again after an hour; anything else is thrown. */
export async function makeBase(needs: Needs, id: number, signal: AbortSignal): Promise<void> {
  const { db, clock, config, address, secrets } = needs;
  const base = await selectBase(db, id);
  if (!base || base.endedAt !== null) return;
  const plan = await selectPlan(db);
  const { archives, systemId, clusterDir } = await selectServer(db);
  const isOn = archives && systemId === base.systemId && !hasStopped(spoolOf(clusterDir));
  if (plan?.state !== 'on' || !plan.journal || !isOn) return failBase(needs, id, backupsErrors.interrupted());
  const path = join(pathOf(base), base.fileName);
  try {
    await requireFolder(base.folder, plan.folderMark);
    // of this base's own, whose process was killed
    for (const left of [path, `${path}.part`]) await rm(left, { force: true });
    const { seal, key } = await sealFor(plan, secrets);
    const { identity, recipient } = await makeKeyPair();
    // from here on pieces are sealed for it too
    await noteBaseBegun(db, id, recipient);
    await mkdir(pathOf(base), { recursive: true, mode: 0o700 });
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
    const { madeAt, sizeBytes, firstSegment, stopSegment } = made;
    const isNoted = await db.transaction().execute(async (trx) => {
      const done = { madeAt, endedAt: clock.now(), sizeBytes, firstSegment, stopSegment };
      if (!(await noteBaseDone(trx, id, done))) return false;
      const after = { fileName: base.fileName, sizeBytes };
      const ctx = systemCtx(db, clock, BASE_QUEUE);
      await recordAudit(trx, ctx, { action: 'backup_base.made', entity: 'backup', entityId: base.fileName, after });
      return true;
    });
    // it was given up meanwhile, or a piece was lost: nobody must take it for the newest
    if (!isNoted) {
      await rm(path, { force: true });
      await failBase(needs, id, backupsErrors.interrupted());
    }
  } catch (error) {
    const stuck = error instanceof DatabaseError && error.code === TOO_LONG ? backupsErrors.journalStuck() : null;
    const refusal = signal.aborted ? null : (stuck ?? refusalOfDisk(error, base.folder));
    if (!refusal) throw error;
    return failBase(needs, id, refusal);
  }
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
