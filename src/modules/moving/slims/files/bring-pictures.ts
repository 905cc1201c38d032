import { AppError } from '#platform/errors';
import {
  insertCarried,
  noteFollowed,
  stillAsLeft,
  selectCarriedRows,
  updateCarried,
  type CarriedRow,
  slimsErrors,
  inOneOrRefused,
} from '#modules/moving/engine';
import { textNumber } from '#shared/moving/text-number';
import type { Run } from '../run.ts';
import { hindered, type FileFate, type Hindrance } from './file-fates.ts';
import type { FilesAtHand } from './files-at-hand.ts';
import { UnreadableFile, wholeFile, type FoundFile } from './found-file.ts';
import {
  PICTURES,
  type KeptPicture,
  type MadePicture,
  type PictureKind,
  type PictureOf,
  type PictureStand,
} from './picture-kinds.ts';
import type { PictureTable, WantedFile as Wanted } from './wanted-files.ts';

type WantedFile = Wanted<PictureTable>;

type Settle = (row: WantedFile, fate: FileFate) => Promise<void>;

const WHY: Readonly<Record<UnreadableFile['why'], Hindrance>> = {
  gone: 'missing',
  forbidden: 'forbidden',
  broken: 'unusable',
};

/** What stands there is what an earlier run has set, or nothing where none has. */
const isUntouched =
  (before: CarriedRow | undefined) =>
  (key: string | null): boolean =>
    before === undefined ? key === null : key !== null && textNumber(key) === before.state;

/** Whoever was here before stays as people here have written them: no face is added to them, nor one that was taken away. */
const LEAVE = (): boolean => false;

/** Whose picture a row is, and what an earlier run has made of it. @returns null where its owner is yet to come, in a trial */
async function ownerOf(
  { ctx, source, matchedMembers }: Run,
  { owner }: PictureKind,
  { table, slimsId }: WantedFile,
): Promise<PictureOf | null> {
  const row = (await selectCarriedRows(ctx.db, source, owner, [slimsId])).get(slimsId);
  const becameId = row?.becameId ?? (owner === 'member' ? matchedMembers.get(slimsId) : undefined);
  if (becameId === undefined) return null;
  if (owner === 'member' && (row?.said ?? null) === null) return { becameId, isUntouched: LEAVE };
  const before = (await selectCarriedRows(ctx.db, source, table, [slimsId])).get(slimsId);
  return { becameId, isUntouched: isUntouched(before) };
}

/** What becomes of a picture that is not set. What was deleted, merged or erased here is passed over in silence. */
function fateOf(row: WantedFile, stand: Exclude<PictureStand, 'free'>): FileFate {
  if (stand === 'gone') return 'known';
  return stand === 'guardian' ? { code: 'photo_guardian' } : hindered(row.table, 'there');
}

/** Why a file is no picture of its kind. */
function hindranceOf(error: unknown): Hindrance {
  if (error instanceof UnreadableFile) return WHY[error.why];
  if (!(error instanceof AppError)) throw error;
  return error.code === 'platform.too_large' ? 'too_large' : 'unusable';
}

/** The bytes of a picture, or why there are none. Refuses `slims.files_gone` where all the files are gone. */
async function bytesOfPicture(
  { source }: FilesAtHand,
  file: FoundFile,
  { mostBytes }: PictureKind,
): Promise<Uint8Array | Hindrance> {
  try {
    const bytes = await wholeFile(file, mostBytes);
    if (bytes === null) return 'too_large';
    return bytes.length === 0 ? 'empty' : bytes;
  } catch (error) {
    if (error instanceof UnreadableFile && error.why === 'gone' && !(await source.isThere()))
      throw slimsErrors.filesGone();
    return hindranceOf(error);
  }
}

/** The picture that a file becomes; null = it would become one, in a trial. */
async function madeOf(
  { attempt, make }: PictureKind,
  bytes: Uint8Array,
  dryRun: boolean,
): Promise<MadePicture | Hindrance | null> {
  try {
    if (!dryRun) return await make(bytes);
    await attempt(bytes);
    return null;
  } catch (error) {
    return hindranceOf(error);
  }
}

/** What came of setting a picture, and the pictures that nothing names any more. */
interface Done {
  fate: FileFate;
  old: string[];
  isSet: boolean;
}

/** Sets one picture, in one transaction with what is remembered of it. */
async function bringOne(
  run: Run,
  { storage }: FilesAtHand,
  kind: PictureKind,
  row: WantedFile,
  kept: KeptPicture,
): Promise<FileFate> {
  const { table, slimsId, says } = row;
  const { owner } = kind;
  const { ctx, source } = run;
  const attempt = async () =>
    inOneOrRefused<Done>(
      ctx,
      async (trx, act) => {
        const whose = (await selectCarriedRows(trx, source, owner, [slimsId])).get(slimsId);
        const before = (await selectCarriedRows(trx, source, table, [slimsId])).get(slimsId);
        if (!whose) return { fate: 'known', old: [], isSet: false };
        const isTheirs = owner === 'member' && whose.said === null;
        const of = { becameId: whose.becameId, isUntouched: isTheirs ? LEAVE : isUntouched(before) };
        const asLeft = await stillAsLeft(trx, run, owner, [slimsId]);
        const brought = await kept.bring(trx, act, of);
        if (brought.outcome !== 'set') return { fate: fateOf(row, brought.outcome), old: [], isSet: false };
        const now = { slimsId, said: says, state: textNumber(kept.key) };
        if (before) {
          await updateCarried(trx, source, table, now);
          await noteFollowed(trx, run, table, [slimsId], new Set());
        } else await insertCarried(trx, run, table, [{ ...now, becameId: whose.becameId }]);
        // it is the migration that has changed the record: the next run shall not take that for people's work
        if (whose.said !== null && whose.state === brought.before) {
          await updateCarried(trx, source, owner, { slimsId, said: whose.said, state: brought.version });
          await noteFollowed(trx, run, owner, [slimsId], asLeft);
        }
        return { fate: 'carried', old: brought.old, isSet: true };
      },
      () => ({ fate: { code: 'saving_refused', reason: 'picture' }, old: [], isSet: false }),
    );
  let isSet = false;
  try {
    const done = await attempt();
    ({ isSet } = done);
    for (const key of done.old) await storage.remove(key);
    return done.fate;
  } finally {
    if (!isSet) await kept.discard(storage);
  }
}

/**
 * Brings what one file shows to the titles, or the member, that name it. A photo that two members name shows neither for sure.
 * @param named.isShared several members name it, also those whose row is settled already
 */
export async function bringPictures(
  run: Run,
  files: FilesAtHand,
  file: FoundFile,
  { rows, isShared }: { rows: readonly WantedFile[]; isShared: boolean },
  settle: Settle,
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const kind = PICTURES[first.table];
  const all = async (some: readonly WantedFile[], fate: (row: WantedFile) => FileFate): Promise<void> => {
    for (const row of some) await settle(row, fate(row));
  };
  if (kind.owner === 'member' && isShared) return all(rows, () => ({ code: 'photo_shared' }));
  const free: WantedFile[] = [];
  for (const row of rows) {
    const of = await ownerOf(run, kind, row);
    const isChild = kind.owner === 'member' && run.comingChildren.has(row.slimsId);
    const stand = of === null ? (isChild ? 'guardian' : 'free') : await kind.foresee(run.ctx, of);
    if (stand === 'free') free.push(row);
    else await settle(row, fateOf(row, stand));
  }
  if (free.length === 0) return;
  const bytes = await bytesOfPicture(files, file, kind);
  if (typeof bytes === 'string') return all(free, ({ table }) => hindered(table, bytes));
  const made = await madeOf(kind, bytes, run.dryRun);
  if (typeof made === 'string') return all(free, ({ table }) => hindered(table, made));
  if (made === null) return all(free, () => 'carried');
  for (const row of free) {
    run.signal.throwIfAborted();
    await settle(row, await bringOne(run, files, kind, row, await made.keep(files.storage)));
  }
}
