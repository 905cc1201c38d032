import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import { parseInput, requiredText } from '#platform/requests/parse-input';
import { remakePhoto } from '#platform/papers/picture';
import type { Storage } from '#platform/storage';
import { MAX_PHOTOS, PHOTO_MEGABYTES } from './client.ts';
import { holdProgram, insertPhoto, selectPhotos } from './data/photos.queries.ts';
import { paperErrors } from './errors.ts';
import { managedProgram } from './view-paper.ts';

/** Sharp at the width of a page, and no larger than a report needs. */
const LONGEST = 1600;
const QUALITY = 80;
/** Words under a photograph. */
const caption = requiredText(200);
const said = z.object({
  caption,
  // no photograph without somebody who asked those who can be recognised on it
  agreed: z.boolean().refine((agreed) => agreed, 'photo_agreed_missing'),
});
export const captionInput = z.object({ caption });

/**
 * Adds a photograph of an activity (JPEG, PNG, WebP; made anew upright, without where and when it was taken) behind those there are, with the
 * word of whoever adds it that all who can be recognised agreed, for children a parent or guardian. Needs `programs.manage` at its library.
 * Refuses `programs.not_found`, `program_papers.photos_full`, `platform.invalid_input`, `not_acceptable_file`, `too_large`. @returns its id
 */
export async function addPhoto(
  ctx: Ctx,
  storage: Storage,
  programId: number,
  input: { caption: string; agreed: boolean; photo: Blob },
): Promise<number> {
  const { library } = await managedProgram(ctx, programId);
  const { caption: words } = parseInput(said, input);
  // asked before the work is done, and again under the lock
  if ((await selectPhotos(ctx.db, programId)).length >= MAX_PHOTOS) throw paperErrors.photosFull({ most: MAX_PHOTOS });
  const bytes = new Uint8Array(await input.photo.arrayBuffer());
  const how = {
    longest: LONGEST,
    quality: QUALITY,
    megabytes: PHOTO_MEGABYTES,
    field: 'photo',
    reason: 'photo_unreadable',
  };
  const { bytes: made, width, height } = await remakePhoto(bytes, how);
  const { key: fileKey, sizeBytes } = await storage.put('foto-kegiatan', made);
  try {
    return await ctx.db.transaction().execute(async (trx) => {
      await holdProgram(trx, programId);
      const there = await selectPhotos(trx, programId);
      if (there.length >= MAX_PHOTOS) throw paperErrors.photosFull({ most: MAX_PHOTOS });
      const position = (there.at(-1)?.position ?? 0) + 1;
      const row = { programId, position, fileKey, width, height, sizeBytes, caption: words };
      const id = await insertPhoto(trx, { ...row, addedAt: ctx.clock.now(), agreedBy: actorName(ctx.actor) });
      await recordAudit(trx, ctx, {
        action: 'program_photo.added',
        entity: 'program',
        entityId: programId,
        libraryId: library.id,
        after: { photoId: id, caption: words, agreed: true },
      });
      return id;
    });
  } catch (error) {
    await storage.remove(fileKey);
    throw error;
  }
}
