import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import type { Storage } from '#platform/storage';
import { captionInput } from './add-photo.ts';
import {
  deletePhoto,
  holdProgram,
  renumberPhotos,
  selectPhotos,
  updateCaption,
  type PhotoRow,
} from './data/photos.queries.ts';
import { paperErrors } from './errors.ts';
import { managedProgram } from './view-paper.ts';

/** One photograph of a programme. */
export interface WhichPhoto {
  programId: number;
  id: number;
}

/**
 * Writes other words under a photograph. Needs `programs.manage` at the library of its programme. Refuses `programs.not_found`,
 * `program_papers.photo_not_found`, `platform.invalid_input`.
 */
export async function changePhotoCaption(ctx: Ctx, which: WhichPhoto, input: { caption: string }): Promise<void> {
  await withPhoto(ctx, which, async (trx, { photo, libraryId }) => {
    const { caption } = parseInput(captionInput, input);
    if (caption === photo.caption) return;
    await updateCaption(trx, photo.id, caption);
    await recordAudit(trx, ctx, {
      action: 'program_photo.changed',
      entity: 'program',
      entityId: which.programId,
      libraryId,
      before: { photoId: photo.id, caption: photo.caption },
      after: { photoId: photo.id, caption },
    });
  });
}

/**
 * Moves a photograph one place on in the report; at the end it stays. Needs and refuses what {@link changePhotoCaption} does.
 * @param by -1: towards the front
 */
export async function movePhoto(ctx: Ctx, which: WhichPhoto, by: -1 | 1): Promise<void> {
  await withPhoto(ctx, which, async (trx, { photo, all, libraryId }) => {
    const from = all.findIndex(({ id }) => id === photo.id);
    const other = all[from + by];
    if (!other) return;
    const ids = all.map(({ id }) => (id === photo.id ? other.id : id === other.id ? photo.id : id));
    await renumberPhotos(trx, ids);
    await recordAudit(trx, ctx, {
      action: 'program_photo.moved',
      entity: 'program',
      entityId: which.programId,
      libraryId,
      before: { photoId: photo.id, place: from + 1 },
      after: { photoId: photo.id, place: from + by + 1 },
    });
  });
}

/**
 * Takes a photograph away for good, also from the report. Needs `programs.manage` at the library of its programme. Refuses
 * `programs.not_found`, `program_papers.photo_not_found`.
 */
export async function removePhoto(ctx: Ctx, storage: Storage, which: WhichPhoto): Promise<void> {
  const gone = await withPhoto(ctx, which, async (trx, { photo, libraryId }) => {
    await deletePhoto(trx, photo.id);
    await recordAudit(trx, ctx, {
      action: 'program_photo.removed',
      entity: 'program',
      entityId: which.programId,
      libraryId,
      before: { photoId: photo.id, caption: photo.caption },
    });
    return photo.fileKey;
  });
  await storage.remove(gone);
}

/** What `work` does with a photograph, while nobody else changes those of its programme. */
async function withPhoto<T>(
  ctx: Ctx,
  { programId, id }: WhichPhoto,
  work: (trx: Tx, found: { photo: PhotoRow; all: PhotoRow[]; libraryId: number }) => Promise<T>,
): Promise<T> {
  return ctx.db.transaction().execute(async (trx) => {
    const { library } = await managedProgram({ ...ctx, db: trx }, programId);
    await holdProgram(trx, programId);
    const all = await selectPhotos(trx, programId);
    const photo = all.find((one) => one.id === id);
    if (!photo) throw paperErrors.photoNotFound();
    return work(trx, { photo, all, libraryId: library.id });
  });
}
