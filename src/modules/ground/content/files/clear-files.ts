import type { Services } from '#platform/services';
import { deleteUnusedFiles, selectFileKeys } from '../data/files.queries.ts';
import { selectPictureKeys } from '../data/pictures.queries.ts';
import { PICTURE_AREA } from '../pictures/add-picture.ts';
import { FILE_AREA } from '../rules/file-kinds.ts';

/** So long what is offered no longer and stands nowhere could be wanted back. */
const UNUSED_DAYS = 30;
const DAY = 86_400_000;
/** A file in the storage that belongs to nothing after this time was left by a process that ended. */
const LEFT_HOURS = 24;

/** Lets go of documents and recordings that nobody wants any more, and of stored files that belong to nothing. */
export async function clearFiles({ db, clock, storage }: Pick<Services, 'db' | 'clock' | 'storage'>): Promise<void> {
  await deleteUnusedFiles(db, new Date(clock.now().getTime() - UNUSED_DAYS * DAY));
  await storage.clear(PICTURE_AREA, { hours: LEFT_HOURS, keep: await selectPictureKeys(db) });
  await storage.clear(FILE_AREA, { hours: LEFT_HOURS, keep: await selectFileKeys(db) });
}
