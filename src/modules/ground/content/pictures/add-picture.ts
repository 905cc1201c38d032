import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { photoOfDrawing, remakeInSizes } from '#platform/papers/picture';
import { id } from '#platform/requests/bounds';
import { parseInput, requiredText } from '#platform/requests/parse-input';
import type { Storage } from '#platform/storage';
import { PICTURE_MEGABYTES, type PictureFile } from '../client.ts';
import { insertPicture } from '../data/pictures.queries.ts';
import { looksDrawn, readDrawing } from '../rules/drawing.ts';

/** For a phone, a page and a wide screen, in pixels. */
const WIDTHS = [480, 960, 1600];
export const PICTURE_AREA = 'gambar';

const hundredth = z.number().int().min(0).max(100).default(50);
const said = z.object({
  /** The library whose it is; null: of the office of the network. */
  libraryId: id.nullable(),
  alt: requiredText(300),
  credit: z.string().trim().max(200).default(''),
  /** What stays in sight where it is cut, in hundredths from left and top. */
  focusX: hundredth,
  focusY: hundredth,
});
type Said = z.input<typeof said>;

/** A picture whose files lie in the storage and belong to nothing yet. */
export interface StoredPicture {
  width: number;
  height: number;
  files: (Omit<PictureFile, 'href'> & { key: string; sizeBytes: number })[];
}

/** A drawing with what it is for who cannot show one. Refuses `platform.not_acceptable_file`. */
async function redrawn(bytes: Uint8Array) {
  const read = readDrawing(bytes);
  if ('why' in read) {
    const what = read.why === 'unsafe' ? read.what : '';
    throw platformErrors.notAcceptableFile({ what }, { picture: `drawing_${read.why}` });
  }
  const { svg, width, height } = read;
  const photo = await photoOfDrawing(read).catch(() => {
    throw platformErrors.notAcceptableFile({}, { picture: 'drawing_unreadable' });
  });
  const drawn = { format: 'svg' as const, width, height, bytes: new TextEncoder().encode(svg) };
  return { width, height, files: [drawn, photo] };
}

/**
 * Makes a picture anew (JPEG, PNG, WebP and the like in sizes, without where and when it was taken; a drawing as SVG in which nothing can run)
 * and puts its files into the storage: whoever asked removes them where it is not kept. Refuses `platform.not_acceptable_file`, `too_large`.
 */
export async function storePicture(storage: Storage, bytes: Uint8Array): Promise<StoredPicture> {
  const { width, height, files } = looksDrawn(bytes)
    ? await redrawn(bytes)
    : await remakeInSizes(bytes, {
        widths: WIDTHS,
        megabytes: PICTURE_MEGABYTES,
        field: 'picture',
        reason: 'photo_unreadable',
      });
  const stored: StoredPicture = { width, height, files: [] };
  try {
    for (const { bytes: made, ...about } of files)
      stored.files.push({ ...about, ...(await storage.put(PICTURE_AREA, made)) });
    return stored;
  } catch (error) {
    for (const { key } of stored.files) await storage.remove(key);
    throw error;
  }
}

/** Keeps a picture whose files lie in the storage, with its trace. Who may, the module whose writings they are has asked. Refuses `platform.invalid_input`. @returns its id */
export async function keepPicture(
  trx: Tx,
  ctx: Ctx,
  words: Said,
  { width, height, files }: StoredPicture,
): Promise<number> {
  const read = parseInput(said, words);
  const row = { ...read, width, height, addedAt: ctx.clock.now(), addedBy: actorName(ctx.actor) };
  const pictureId = await insertPicture(trx, row, files);
  await recordAudit(trx, ctx, {
    ...{ action: 'picture.added', entity: 'picture', entityId: pictureId, libraryId: read.libraryId },
    // what it shows may name somebody
    after: { credit: read.credit },
  });
  return pictureId;
}

/**
 * Adds a picture for writings, made anew as {@link storePicture} says. Who may, the module whose writings they are has asked. Refuses
 * `platform.invalid_input`, `not_acceptable_file`, `too_large`. @returns its id
 */
export async function addPicture(
  ctx: Ctx,
  storage: Storage,
  { picture, ...words }: Said & { picture: Blob },
): Promise<number> {
  parseInput(said, words);
  const stored = await storePicture(storage, new Uint8Array(await picture.arrayBuffer()));
  try {
    return await ctx.db.transaction().execute(async (trx) => keepPicture(trx, ctx, words, stored));
  } catch (error) {
    for (const { key } of stored.files) await storage.remove(key);
    throw error;
  }
}
