import { sql, type Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Member as MemberTable } from '#platform/database/db-types';

/** Who has one of these numbers, by number, locked until the transaction ends. */
export async function lockNumbers(trx: Tx, numbers: readonly string[]) {
  if (numbers.length === 0) return new Map<string, never>();
  const rows = await trx
    .selectFrom('member')
    .select(['id', 'number', 'foldedName', 'birthDate', 'homeLibraryId'])
    .where('number', 'in', [...numbers])
    .orderBy('id')
    .forUpdate()
    .execute();
  return new Map(rows.map((row) => [row.number, row]));
}

/** One statement for all rows; a number that somebody took in the meantime is left out. @returns numbers with their ids */
export async function insertMemberRows(trx: Tx, rows: Insertable<MemberTable>[]): Promise<Map<string, number>> {
  if (rows.length === 0) return new Map();
  const made = await trx
    .insertInto('member')
    .values(rows)
    .onConflict((conflict) => conflict.column('number').doNothing())
    .returning(['id', 'number'])
    .execute();
  return new Map(made.map((row) => [row.number, row.id]));
}

/** By what members are recognised. */
export const selectDescribed = async (db: Db | Tx, ids: readonly number[]) =>
  ids.length === 0
    ? []
    : db
        .selectFrom('member')
        .select(['id', 'number', 'foldedName', 'birthDate', 'homeLibraryId'])
        .where('id', 'in', [...ids])
        .execute();

/** Removes members as if they had never come, with their sealed NIK. @returns their photos */
export async function deleteMembers(trx: Tx, ids: readonly number[]): Promise<string[]> {
  const { rows } = await sql<{ photoKey: string | null }>`
    delete from member where id = any(${[...ids]}::bigint[]) returning photo_key`.execute(trx);
  return rows.flatMap(({ photoKey }) => (photoKey === null ? [] : [photoKey]));
}

export async function deleteBlocks(trx: Tx, ids: readonly number[]): Promise<void> {
  await sql`delete from member_block where id = any(${[...ids]}::bigint[])`.execute(trx);
}
