import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import { remakeInSizes } from '#platform/papers/picture';
import { id } from '#platform/requests/bounds';
import { parseInput, requiredText } from '#platform/requests/parse-input';
import type { Storage } from '#platform/storage';
import { PICTURE_MEGABYTES } from '../client.ts';
import { insertPicture } from '../data/pictures.queries.ts';

/** For a phone, a page and a wide screen, in pixels. */
const WIDTHS = [480, 960, 1600];
export const PICTURE_AREA = 'gambar';

const said = z.object({
  /** The library whose it is; null: of the office of the network. */
  libraryId: id.nullable(),
  alt: requiredText(300),
  credit: z.string().trim().max(200).default(''),
});

/**
 * Adds a picture for writings (JPEG, PNG, WebP and the like, made anew in sizes, without where and when it was taken). Who may, the module
 * whose writings they are has asked. Refuses `platform.invalid_input`, `not_acceptable_file`, `too_large`. @returns its id
 */
export async function addPicture(
  ctx: Ctx,
  storage: Storage,
  { picture, ...words }: z.input<typeof said> & { picture: Blob },
): Promise<number> {
  const { libraryId, alt, credit } = parseInput(said, words);
  const bytes = new Uint8Array(await picture.arrayBuffer());
  const { width, height, files } = await remakeInSizes(bytes, {
    widths: WIDTHS,
    megabytes: PICTURE_MEGABYTES,
    field: 'picture',
    reason: 'photo_unreadable',
  });
  const stored: { format: string; width: number; height: number; key: string; sizeBytes: number }[] = [];
  try {
    for (const { format, width: wide, height: high, bytes: made } of files) {
      stored.push({ format, width: wide, height: high, ...(await storage.put(PICTURE_AREA, made)) });
    }
    return await ctx.db.transaction().execute(async (trx) => {
      const row = { libraryId, alt, credit, width, height, addedAt: ctx.clock.now(), addedBy: actorName(ctx.actor) };
      const pictureId = await insertPicture(trx, row, stored);
      await recordAudit(trx, ctx, {
        ...{ action: 'picture.added', entity: 'picture', entityId: pictureId, libraryId },
        // what it shows may name somebody
        after: { credit },
      });
      return pictureId;
    });
  } catch (error) {
    for (const { key } of stored) await storage.remove(key);
    throw error;
  }
}
