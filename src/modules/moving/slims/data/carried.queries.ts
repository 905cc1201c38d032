import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/** Tables of SLiMS whose rows become rows here. A type of members becomes a category and, as `member_type_rule`, a rule of lending. */
export type CarriedTable =
  | 'biblio'
  | 'item'
  | 'member'
  | 'mst_member_type'
  | 'member_type_rule'
  | 'mst_loan_rules'
  | 'loan'
  | 'loan_history'
  | 'fines'
  | 'reserve'
  | 'holiday'
  | 'visitor_count';

/** What rows of an old system have become, by their ids there. */
export async function selectCarried(
  db: Db | Tx,
  source: string,
  table: CarriedTable,
  ids: readonly number[],
): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('slimsCarried')
    .select(['slimsId', 'becameId'])
    .where('source', '=', source)
    .where('tableName', '=', table)
    .where((eb) => eb('slimsId', '=', eb.fn.any(sql<number[]>`${[...ids]}::bigint[]`)))
    .execute();
  return new Map(rows.map((row) => [row.slimsId, row.becameId]));
}

/** Remembers what rows have become, in the transaction in which they did. */
export async function insertCarried(
  trx: Tx,
  source: string,
  table: CarriedTable,
  rows: readonly { slimsId: number; becameId: number }[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into slims_carried (source, table_name, slims_id, became_id)
    select ${source}, ${table}, * from unnest(
      ${rows.map(({ slimsId }) => slimsId)}::bigint[], ${rows.map(({ becameId }) => becameId)}::bigint[]
    )`.execute(trx);
}

/** Two at once would bring everything twice. @returns false when another process moves the same library in */
export async function tryLockSource(connection: Db, source: string): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_lock(hashtext('slims_carried'), hashtext(${source})) as locked`.execute(connection);
  return rows[0]?.locked ?? false;
}

export async function unlockSource(connection: Db, source: string): Promise<void> {
  await sql`select pg_advisory_unlock(hashtext('slims_carried'), hashtext(${source}))`.execute(connection);
}
