import { heldFiles, listFiles, listPictures, picturesOf } from '#modules/ground/content';
import type { FileKind, Picture, WritingFile } from '#modules/ground/content/client';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { can } from '#platform/rights/authorize';
import type { LetterRow } from '../data/letters.queries.ts';
import { newsletterErrors } from '../errors.ts';
import { readableLetter } from '../held-letter.ts';

type Whose = Pick<LetterRow, 'libraryId'>;

/** What of a library may stand in a letter: the network's, and its own; whoever writes for the whole network may take any. */
const mayStandIn =
  (ctx: Pick<Ctx, 'actor'>, letter: Whose) =>
  (thing: { libraryId: number | null } | undefined): boolean =>
    thing !== undefined &&
    (thing.libraryId === null || thing.libraryId === letter.libraryId || can(ctx.actor, 'news.send', null));

const isId = (id: number): boolean => Number.isSafeInteger(id) && id > 0;

/** Refuses pictures and files of other libraries; a file that is offered no longer may stay where it stood. Throws `newsletters.picture_unknown`, `file_unknown`. */
export async function refuseForeignThings(
  trx: Tx,
  ctx: Pick<Ctx, 'actor'>,
  letter: Whose,
  {
    pictureIds,
    files,
    standing,
  }: {
    pictureIds: readonly number[];
    files: readonly { fileId: number; kind: FileKind }[];
    standing: readonly number[];
  },
): Promise<void> {
  const mayStand = mayStandIn(ctx, letter);
  const asked = pictureIds.filter(isId);
  const pictures = await picturesOf(trx, asked);
  if (!asked.every((id) => mayStand(pictures.get(id))))
    throw newsletterErrors.pictureUnknown({}, { pictureId: 'unknown' });
  const named = files.filter(({ fileId }) => isId(fileId));
  const found = await heldFiles(
    trx,
    named.map(({ fileId }) => fileId),
  );
  const areRight = named.every(({ fileId, kind }) => {
    const file = found.get(fileId);
    return file?.kind === kind && mayStand(file) && (file.isOffered || standing.includes(fileId));
  });
  if (!areRight) throw newsletterErrors.fileUnknown({}, { fileId: 'unknown' });
}

/** Pictures and files that can be put into a letter, the newest first. Needs `news.send` at its library. */
export async function listLetterThings(
  ctx: Ctx,
  id: number,
  limit: number,
): Promise<{ pictures: Picture[]; files: WritingFile[] }> {
  const { libraryId } = await readableLetter(ctx, id);
  const own = libraryId === null ? [] : [libraryId];
  const which = { libraryIds: can(ctx.actor, 'news.send', null) ? null : own, before: null, limit };
  return { pictures: await listPictures(ctx, which), files: await listFiles(ctx, { ...which, hidden: false }) };
}
