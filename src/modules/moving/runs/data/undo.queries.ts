import type { Db, Tx } from '#platform/database/db';
import type { OldSystem } from '#shared/moving/old-systems';

/** A run that the command line does by itself: until it says how it ended, it counts as one that has not come to its end. */
export async function insertRunByCommand(
  db: Db,
  run: {
    system: OldSystem;
    fines: string;
    libraryId: number;
    fileName: string;
    fileBytes: number;
    filesName: string | null;
    startedBy: string;
    errorCode: string;
    now: Date;
  },
): Promise<number> {
  const { now, ...about } = run;
  const row = await db
    .insertInto('slimsRun')
    .values({
      ...about,
      dryRun: false,
      state: 'failed',
      byCommand: true,
      keepsTrack: true,
      createdAt: now,
      startedAt: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Files that nothing names since an undoing, in its transaction; they are removed behind it. */
export async function noteLeftFiles(trx: Tx, runId: number, files: readonly string[]): Promise<void> {
  if (files.length === 0) return;
  await trx
    .updateTable('slimsRun')
    .set({ leftFiles: [...files] })
    .where('id', '=', runId)
    .execute();
}

export async function selectLeftFiles(db: Db): Promise<{ id: number; leftFiles: string[] }[]> {
  const rows = await db.selectFrom('slimsRun').select(['id', 'leftFiles']).where('leftFiles', 'is not', null).execute();
  return rows.map(({ id, leftFiles }) => ({ id, leftFiles: leftFiles ?? [] }));
}

export async function clearLeftFiles(db: Db, runId: number): Promise<void> {
  await db.updateTable('slimsRun').set({ leftFiles: null }).where('id', '=', runId).execute();
}
