import { sql, type Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { WritingFile as FileTable } from '#platform/database/db-types';
import type { FileKind } from '../rules/file-kinds.ts';

export interface FileRow {
  id: number;
  libraryId: number | null;
  kind: FileKind;
  mediaType: string;
  title: string;
  fileName: string;
  key: string;
  sizeBytes: number;
  captionsKey: string | null;
  captionsEnKey: string | null;
  version: number;
}

const files = (db: Db | Tx) =>
  db
    .selectFrom('writingFile')
    .select([
      ...(['id', 'libraryId', 'mediaType', 'title', 'fileName', 'key', 'sizeBytes'] as const),
      ...(['captionsKey', 'captionsEnKey', 'version'] as const),
      sql<FileKind>`kind`.as('kind'),
    ]);

export const selectFiles = async (db: Db | Tx, ids: readonly number[]): Promise<FileRow[]> =>
  ids.length === 0 ? [] : files(db).where('id', 'in', ids).execute();

/** Those that can be chosen at these libraries (null: all), with those of the network, the newest first. */
export const selectFileChoices = async (
  db: Db | Tx,
  { libraryIds, before, limit }: { libraryIds: readonly number[] | null; before: number | null; limit: number },
): Promise<FileRow[]> => {
  let query = files(db).where('hiddenAt', 'is', null).orderBy('id', 'desc').limit(limit);
  if (before !== null) query = query.where('id', '<', before);
  if (libraryIds !== null) {
    query = query.where((eb) =>
      eb.or([eb('libraryId', 'is', null), eb('libraryId', '=', sql<number>`any(${[...libraryIds]}::bigint[])`)]),
    );
  }
  return query.execute();
};

/** The file of a key, or of the captions that have it. */
export const findFileOfKey = async (db: Db, key: string): Promise<FileRow | undefined> =>
  files(db)
    .where((eb) => eb.or([eb('key', '=', key), eb('captionsKey', '=', key), eb('captionsEnKey', '=', key)]))
    .executeTakeFirst();

export const lockFile = async (trx: Tx, id: number): Promise<FileRow | undefined> =>
  files(trx).where('id', '=', id).where('hiddenAt', 'is', null).forUpdate().executeTakeFirst();

export const insertFile = async (trx: Tx, row: Insertable<FileTable>): Promise<number> =>
  (await trx.insertInto('writingFile').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const updateFile = async (
  trx: Tx,
  id: number,
  changes: Partial<Pick<FileRow, 'title' | 'captionsKey' | 'captionsEnKey'>> & { hiddenAt?: Date },
): Promise<void> => {
  await trx
    .updateTable('writingFile')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
};

/** The keys of all files and captions. */
export async function selectFileKeys(db: Db): Promise<Set<string>> {
  const rows = await db.selectFrom('writingFile').select(['key', 'captionsKey', 'captionsEnKey']).execute();
  return new Set(rows.flatMap((row) => [row.key, row.captionsKey, row.captionsEnKey].filter((key) => key !== null)));
}

/** Deletes what is offered no longer since then and stands in no part and no version. */
export const deleteUnusedFiles = async (db: Db, hiddenBefore: Date): Promise<void> => {
  await db
    .deleteFrom('writingFile')
    .where('hiddenAt', '<', hiddenBefore)
    .where(
      sql<boolean>`not exists (select from writing_block where body ->> 'fileId' = writing_file.id::text or english ->> 'fileId' = writing_file.id::text)`,
    )
    .where(
      sql<boolean>`not exists (select from writing_version where blocks @? format('$[*].*.fileId ? (@ == %s)', writing_file.id)::jsonpath)`,
    )
    .execute();
};
