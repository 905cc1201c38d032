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
  /** Since when it is offered no longer. */
  hiddenAt: Date | null;
}

/** Which files are asked for. */
export interface FilesAsked {
  libraryIds: readonly number[] | null;
  /** Those that are offered no longer. */
  hidden: boolean;
  /** The id below which it goes on. */
  before: number | null;
  limit: number;
}

/** Those that are there: of what was removed for good nothing is left to give. */
const files = (db: Db | Tx) =>
  db
    .selectFrom('writingFile')
    .select([
      ...(['id', 'libraryId', 'mediaType', 'title', 'fileName', 'key', 'sizeBytes'] as const),
      ...(['captionsKey', 'captionsEnKey', 'version', 'hiddenAt'] as const),
      sql<FileKind>`kind`.as('kind'),
    ])
    .where('removedAt', 'is', null);

export const selectFiles = async (db: Db | Tx, ids: readonly number[]): Promise<FileRow[]> =>
  ids.length === 0 ? [] : files(db).where('id', 'in', ids).execute();

/** The same, which stay as they are until the transaction has ended. */
export const holdFiles = async (trx: Tx, ids: readonly number[]): Promise<FileRow[]> =>
  ids.length === 0 ? [] : files(trx).where('id', 'in', ids).orderBy('id').forShare().execute();

/** Those that can be chosen (or can be no longer) at these libraries (null: all), with those of the network, the newest first. */
export const selectFileChoices = async (
  db: Db | Tx,
  { libraryIds, hidden, before, limit }: FilesAsked,
): Promise<FileRow[]> => {
  let query = files(db)
    .where('hiddenAt', hidden ? 'is not' : 'is', null)
    .orderBy('id', 'desc')
    .limit(limit);
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
  files(trx).where('id', '=', id).forUpdate().executeTakeFirst();

export const insertFile = async (trx: Tx, row: Insertable<FileTable>): Promise<number> =>
  (await trx.insertInto('writingFile').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const updateFile = async (
  trx: Tx,
  id: number,
  changes: Partial<Pick<FileRow, 'title' | 'captionsKey' | 'captionsEnKey'>> & { hiddenAt?: Date; removedAt?: Date },
): Promise<void> => {
  await trx
    .updateTable('writingFile')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
};

/** The keys of all files and captions that are there. */
export async function selectFileKeys(db: Db): Promise<Set<string>> {
  const rows = await files(db).execute();
  return new Set(rows.flatMap((row) => [row.key, row.captionsKey, row.captionsEnKey].filter((key) => key !== null)));
}

/** Deletes what is offered no longer since then and stands in no part and no version. What stands somewhere is gathered once for all of them. */
export const deleteUnusedFiles = async (db: Db, hiddenBefore: Date): Promise<void> => {
  await sql`
    with used as materialized (
      select (body ->> 'fileId')::bigint as id from writing_block where body ? 'fileId'
      union select (english ->> 'fileId')::bigint from writing_block where english ? 'fileId'
      union select (found #>> '{}')::bigint from writing_version, jsonb_path_query(blocks, '$[*].*.fileId') as found
    )
    delete from writing_file
    where hidden_at < ${hiddenBefore} and id not in (select id from used where id is not null)
  `.execute(db);
};
