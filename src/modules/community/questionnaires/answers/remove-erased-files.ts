import type { Db } from '#platform/database/db';
import type { Storage } from '#platform/storage';
import { deleteFile, selectErasedFiles } from '../data/personal.queries.ts';

/**
 * Removes the files of answers that are gone with the person who gave them: also where named answers are kept without end, so that retention
 * never clears them. Work of the clock.
 * @returns how many
 */
export async function removeErasedFiles({ db, storage }: { db: Db; storage: Storage }): Promise<number> {
  const keys = await selectErasedFiles(db);
  for (const key of keys) {
    // the file before its row: what cannot be removed is tried again
    await storage.remove(key);
    await deleteFile(db, key);
  }
  return keys.length;
}
