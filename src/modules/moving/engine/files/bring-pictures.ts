import { AppError } from '#platform/errors';
import { textNumber } from '#shared/moving/text-number';
import {
  insertCarried,
  noteFollowed,
  selectCarriedRows,
  stillAsLeft,
  updateCarried,
  type CarriedRow,
} from '../data/carried.queries.ts';
import { slimsErrors } from '../errors.ts';
import { inOneOrRefused } from '../save-in-batches.ts';
import { hindered, type FileFate, type Hindrance } from './file-fates.ts';
import type { FilesAtHand } from './files-at-hand.ts';
import type { PictureName } from './files-of-system.ts';
import type { FilesRun } from './files-run.ts';
import { UnreadableFile, wholeFile, type FoundFile } from './found-file.ts';
import {
  PICTURES,
  type KeptPicture,
  type MadePicture,
  type PictureKind,
  type PictureOf,
  type PictureStand,
} from './picture-kinds.ts';
import type { WantedFile as Wanted } from './wanted-files.ts';

type WantedFile = Wanted<PictureName>;

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
  { ctx, source, matchedMembers }: FilesRun,
  { system }: FilesAtHand,
  { owner }: PictureKind,
  { kind, slimsId }: WantedFile,
): Promise<PictureOf | null> {
  const row = (await selectCarriedRows(ctx.db, source, system.owners[owner], [slimsId])).get(slimsId);
  const becameId = row?.becameId ?? (owner === 'member' ? matchedMembers.get(slimsId) : undefined);
  if (becameId === undefined) return null;
  if (owner === 'member' && (row?.said ?? null) === null) return { becameId, isUntouched: LEAVE };
  const before = (await selectCarriedRows(ctx.db, source, system.tables[kind], [slimsId])).get(slimsId);
  return { becameId, isUntouched: isUntouched(before) };
}

/** What becomes of a picture that is not set. Of somebody who was erased here nothing is said. */
function fateOf(row: WantedFile, stand: Exclude<PictureStand, 'free'>): FileFate {
  if (stand === 'gone') return row.kind === 'cover' ? { code: 'cover_gone' } : 'known';
  return stand === 'guardian' ? { code: 'photo_guardian' } : hindered(row.kind, 'there');
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
  run: FilesRun,
  { storage, system }: FilesAtHand,
  { owner: of }: PictureKind,
  row: WantedFile,
  kept: KeptPicture,
): Promise<FileFate> {
  const { slimsId, says } = row;
  const { ctx, source } = run;
  const [table, owner] = [system.tables[row.kind], system.owners[of]];
  const attempt = async () =>
    inOneOrRefused<Done>(
      ctx,
      async (trx, act) => {
        const whose = (await selectCarriedRows(trx, source, owner, [slimsId])).get(slimsId);
        const before = (await selectCarriedRows(trx, source, table, [slimsId])).get(slimsId);
        if (!whose) return { fate: fateOf(row, 'gone'), old: [], isSet: false };
        const isTheirs = of === 'member' && whose.said === null;
        const picture = { becameId: whose.becameId, isUntouched: isTheirs ? LEAVE : isUntouched(before) };
        const asLeft = await stillAsLeft(trx, run, owner, [slimsId]);
        const brought = await kept.bring(trx, act, picture);
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
  // where the connection is lost nobody knows whether the picture is set: it stays
  const { fate, old, isSet } = await attempt();
  for (const key of old) await storage.remove(key);
  if (!isSet) await kept.discard(storage);
  return fate;
}

/**
 * Brings what one file shows to the titles, or the member, that name it. A photo that two members name shows neither for sure.
 * @param named.isShared several members name it, also those whose row is settled already
 */
export async function bringPictures(
  run: FilesRun,
  files: FilesAtHand,
  file: FoundFile,
  { rows, isShared }: { rows: readonly WantedFile[]; isShared: boolean },
  settle: Settle,
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const kind = PICTURES[first.kind];
  const all = async (some: readonly WantedFile[], fate: (row: WantedFile) => FileFate): Promise<void> => {
    for (const row of some) await settle(row, fate(row));
  };
  if (kind.owner === 'member' && isShared) return all(rows, () => ({ code: 'photo_shared' }));
  const free: WantedFile[] = [];
  for (const row of rows) {
    const of = await ownerOf(run, files, kind, row);
    const isChild = kind.owner === 'member' && run.comingChildren.has(row.slimsId);
    const stand = of === null ? (isChild ? 'guardian' : 'free') : await kind.foresee(run.ctx, of);
    if (stand === 'free') free.push(row);
    else await settle(row, fateOf(row, stand));
  }
  if (free.length === 0) return;
  const bytes = await bytesOfPicture(files, file, kind);
  if (typeof bytes === 'string') return all(free, (row) => hindered(row.kind, bytes));
  const made = await madeOf(kind, bytes, run.dryRun);
  if (typeof made === 'string') return all(free, (row) => hindered(row.kind, made));
  if (made === null) return all(free, () => 'carried');
  for (const row of free) {
    run.signal.throwIfAborted();
    await settle(row, await bringOne(run, files, kind, row, await made.keep(files.storage)));
  }
}
