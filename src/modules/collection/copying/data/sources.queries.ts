import type { Insertable, Updateable } from 'kysely';
import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { RecordSource as SourceTable } from '#platform/database/db-types';
import type { RecordSource, SourceKind, SruVersion } from '../client.ts';

const sources = (db: Db | Tx) =>
  db
    .selectFrom('recordSource')
    .select(['id', 'kind', 'name', 'address', 'sruVersion', 'recordSchema', 'isbnIndex', 'titleIndex'])
    .select(['active', 'sortOrder', 'answeredAt', 'version'])
    .$narrowType<{ kind: SourceKind; sruVersion: SruVersion }>();

/** In the order in which they are asked and shown. */
export const selectSources = async (db: Db | Tx): Promise<RecordSource[]> =>
  sources(db).orderBy('sortOrder').orderBy('id').execute();

export const findSource = async (db: Db | Tx, id: number): Promise<RecordSource | undefined> =>
  sources(db).where('id', '=', id).executeTakeFirst();

export const lockSource = async (trx: Tx, id: number): Promise<RecordSource | undefined> =>
  sources(trx).where('id', '=', id).forUpdate().executeTakeFirst();

/** Whoever adds one does so alone: the list may not grow past its end. */
export async function countSourcesToAdd(trx: Tx): Promise<number> {
  await sql`lock table record_source in share row exclusive mode`.execute(trx);
  const { count } = await trx
    .selectFrom('recordSource')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

export const insertSource = async (trx: Tx, row: Insertable<SourceTable>): Promise<number> =>
  (await trx.insertInto('recordSource').values(row).returning('id').executeTakeFirstOrThrow()).id;

export async function updateSource(trx: Tx, id: number, changes: Updateable<SourceTable>): Promise<void> {
  await trx
    .updateTable('recordSource')
    .set(changes)
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** That it answered is no change of what somebody edits: its version stays. @returns false where it has gone */
export async function noteAnswered(trx: Tx, { id, address }: RecordSource, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('recordSource')
    .set({ answeredAt: at })
    .where('id', '=', id)
    .where('address', '=', address)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function deleteSource(trx: Tx, id: number): Promise<void> {
  await trx.deleteFrom('recordSource').where('id', '=', id).execute();
}
