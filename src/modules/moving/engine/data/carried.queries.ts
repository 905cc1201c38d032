import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import { KIND_OF, markOf, tableOf } from './made-kinds.ts';

/**
 * Tables of old systems whose rows become rows here (of which system, `source` says). A type of members becomes a category and, as `member_type_rule`, a rule of lending; a title has, as
 * `biblio_image` or `catalogs_cover`, a cover, and a member, as `member_image` or `members_photo`, a photo; a type of INLISLite, as
 * `jenis_anggota_rule`, a rule; a copy, as `collections_booking`, a hold. `made_*` is what comes beside a row and is remembered by its own number here.
 */
export type CarriedTable =
  | 'biblio'
  | 'biblio_image'
  | 'biblio_attachment'
  | 'item'
  | 'member'
  | 'member_image'
  | 'mst_member_type'
  | 'member_type_rule'
  | 'mst_loan_rules'
  | 'loan'
  | 'loan_history'
  | 'fines'
  | 'reserve'
  | 'holiday'
  | 'visitor_count'
  | 'user'
  | 'serial'
  | 'kardex'
  | 'stock_take'
  | 'catalogs'
  | 'catalogs_cover'
  | 'catalogfiles'
  | 'collections'
  | 'collections_booking'
  | 'members'
  | 'members_photo'
  | 'jenis_anggota'
  | 'jenis_anggota_rule'
  | 'collectionloanitems'
  | 'pelanggaran'
  | 'memberguesses'
  | 'groupguesses'
  | 'holidays'
  | 'users'
  | `made_${'money' | 'block' | 'title' | 'copy'}`;

/** What a row became, and what it said then. */
export interface CarriedRow {
  becameId: number;
  /** A number made of what the row said; null = not kept. */
  said: number | null;
  /**
   * How what it became was left by a migration: the version of a record, copy or member; the number of the day on which a loan is due, or an issue came; what was paid
   * of a fine; a number made of the name under which a picture is stored. null = not kept.
   */
  state: number | null;
}
/** A row that is remembered, or remembered anew. */
export interface ToCarry extends Partial<Pick<CarriedRow, 'said' | 'state'>> {
  slimsId: number;
  becameId: number;
  /** It was here before. */
  isFound?: boolean;
}

/** Whose rows are remembered, and which run brings them. */
export interface Remembering {
  source: string;
  /** null = nobody keeps which run it was: it cannot be taken back. */
  runId: number | null;
}

/** What is remembered of rows of an old system, by their ids there. */
export async function selectCarriedRows(
  db: Db | Tx,
  source: string,
  table: CarriedTable,
  ids: readonly number[],
): Promise<Map<number, CarriedRow>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('slimsCarried')
    .select(['slimsId', 'becameId', 'said', 'state'])
    .where('source', '=', source)
    .where('tableName', '=', table)
    .where((eb) => eb('slimsId', '=', eb.fn.any(sql<number[]>`${[...ids]}::bigint[]`)))
    .execute();
  return new Map(rows.map(({ slimsId, ...row }) => [slimsId, row]));
}

/** What rows of an old system have become, by their ids there. */
export async function selectCarried(
  db: Db | Tx,
  source: string,
  table: CarriedTable,
  ids: readonly number[],
): Promise<Map<number, number>> {
  const rows = await selectCarriedRows(db, source, table, ids);
  return new Map([...rows].map(([id, { becameId }]) => [id, becameId]));
}

/** Has an earlier run brought rows of this table? */
export async function hasCarried(db: Db | Tx, source: string, table: CarriedTable): Promise<boolean> {
  const row = await db
    .selectFrom('slimsCarried')
    .select('slimsId')
    .where('source', '=', source)
    .where('tableName', '=', table)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Remembers what rows have become, in the transaction in which they did; of what was made, how it was left. */
export async function insertCarried(
  trx: Tx,
  { source, runId }: Remembering,
  table: CarriedTable,
  rows: readonly ToCarry[],
): Promise<void> {
  if (rows.length === 0) return;
  const kind = runId === null ? undefined : KIND_OF[table];
  const mark = kind
    ? sql`(select case when given.is_found then null else ${markOf(kind)} end from ${tableOf(kind)} it where it.id = given.became_id)`
    : sql`null`;
  await sql`
    insert into slims_carried (source, table_name, slims_id, became_id, said, state, run_id, mark)
    select ${source}, ${table}, given.slims_id, given.became_id, given.said, given.state, ${runId}::bigint, ${mark}
    from unnest(
      ${rows.map(({ slimsId }) => slimsId)}::bigint[], ${rows.map(({ becameId }) => becameId)}::bigint[],
      ${rows.map(({ said = null }) => said)}::bigint[], ${rows.map(({ state = null }) => state)}::bigint[],
      ${rows.map(({ isFound = false }) => isFound)}::boolean[]
    ) as given (slims_id, became_id, said, state, is_found)`.execute(trx);
}

/** Remembers what was made beside rows, by its own numbers. Without the number of a run there is nothing to remember it for. */
export async function noteMade(
  trx: Tx,
  run: Remembering,
  kind: 'money' | 'block' | 'title' | 'copy',
  ids: readonly number[],
): Promise<void> {
  if (run.runId === null) return;
  await insertCarried(
    trx,
    run,
    `made_${kind}`,
    ids.map((id) => ({ slimsId: id, becameId: id })),
  );
}

/** Which rows still are as a migration left what they became. Asked before one of them is brought up to date. */
export async function stillAsLeft(
  trx: Tx,
  { source, runId }: Remembering,
  table: CarriedTable,
  ids: readonly number[],
): Promise<Set<number>> {
  const kind = KIND_OF[table];
  if (runId === null || !kind || ids.length === 0) return new Set();
  const { rows } = await sql<{ id: number }>`
    select c.slims_id as id from slims_carried c join ${tableOf(kind)} it on it.id = c.became_id
    where c.source = ${source} and c.table_name = ${table} and c.slims_id = any(${[...ids]}::bigint[])
      and c.mark = ${markOf(kind)}`.execute(trx);
  return new Set(rows.map(({ id }) => id));
}

/** Remembers what a row says now, in the transaction in which what it became was brought up to date, or in which people decided that it shall be. */
export async function updateCarried(
  trx: Tx,
  source: string,
  table: CarriedTable,
  { slimsId, said, state }: { slimsId: number; said: number; state: number | null },
): Promise<void> {
  await trx
    .updateTable('slimsCarried')
    .set({ said, state })
    .where('source', '=', source)
    .where('tableName', '=', table)
    .where('slimsId', '=', slimsId)
    .execute();
}

/**
 * Remembers which run has brought rows up to date.
 * @param asLeft those that nobody else had touched before ({@link stillAsLeft}): how they stand now is how the migration has left them
 */
export async function noteFollowed(
  trx: Tx,
  { source, runId }: Remembering,
  table: CarriedTable,
  ids: readonly number[],
  asLeft: ReadonlySet<number>,
): Promise<void> {
  if (runId === null || ids.length === 0) return;
  const kind = KIND_OF[table];
  const row = sql`source = ${source} and table_name = ${table}`;
  await sql`update slims_carried set followed_by = ${runId}
    where ${row} and slims_id = any(${[...ids]}::bigint[])`.execute(trx);
  if (!kind || asLeft.size === 0) return;
  await sql`update slims_carried c set mark = (select ${markOf(kind)} from ${tableOf(kind)} it where it.id = c.became_id)
    where ${row} and slims_id = any(${[...asLeft]}::bigint[])`.execute(trx);
}

/** Two at once would bring everything twice, and take each other's numbers. @returns false when another process moves something into the library */
export async function tryLockLibrary(connection: Db, libraryId: number): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_lock(hashtext('slims_carried'), hashtext(${String(libraryId)})) as locked`.execute(
    connection,
  );
  return rows[0]?.locked ?? false;
}

export async function unlockLibrary(connection: Db, libraryId: number): Promise<void> {
  await sql`select pg_advisory_unlock(hashtext('slims_carried'), hashtext(${String(libraryId)}))`.execute(connection);
}

/** A member is forgotten: nothing of the row leads to them any more, and it stays remembered so that it does not come again. */
export async function forgetMember(trx: Tx, memberId: number): Promise<void> {
  await trx
    .updateTable('slimsCarried')
    .set({ becameId: 0, said: null, state: null, mark: null })
    .where('tableName', 'in', ['member', 'member_image', 'members', 'members_photo'])
    .where('becameId', '=', memberId)
    .execute();
}
