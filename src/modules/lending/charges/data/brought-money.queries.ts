import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { OpenPart } from '../rules/allocate-oldest-first.ts';
import type { NewLine } from './ledger.queries.ts';

export type BroughtLine = Pick<
  NewLine,
  'memberId' | 'libraryId' | 'loanId' | 'kind' | 'amount' | 'note' | 'at' | 'toTreasury'
>;

/** Lines of another system, many in one statement. @returns ids in the order of the lines */
export async function insertBroughtLines(trx: Tx, lines: readonly BroughtLine[], by: string): Promise<number[]> {
  if (lines.length === 0) return [];
  const column = <T>(of: (line: BroughtLine) => T): T[] => lines.map(of);
  const { rows } = await sql<{ id: number }>`
    insert into charge_line (member_id, library_id, loan_id, kind, amount, note, at, to_treasury, by_name)
    select member_id, library_id, loan_id, kind, amount, note, at, to_treasury, ${by}
    from unnest(
      ${column((line) => line.memberId)}::bigint[], ${column((line) => line.libraryId)}::bigint[],
      ${column((line) => line.loanId)}::bigint[], ${column((line) => line.kind)}::text[],
      ${column((line) => line.amount)}::integer[], ${column((line) => line.note)}::text[],
      ${column((line) => line.at)}::timestamptz[], ${column((line) => line.toTreasury)}::boolean[]
    ) with ordinality as line (member_id, library_id, loan_id, kind, amount, note, at, to_treasury, place)
    order by place
    returning id`.execute(trx);
  return rows.map(({ id }) => id);
}

/** What lines of another system say, with what was paid for them there; by their ids. */
export async function selectBrought(
  db: Db | Tx,
  lineIds: readonly number[],
): Promise<Map<number, { owed: number; paid: number }>> {
  if (lineIds.length === 0) return new Map();
  const { rows } = await sql<{ id: number; amount: number; paid: number }>`
    select line.id, line.amount, coalesce((
      select sum(given.amount) from charge_allocation given join charge_line credit on credit.id = given.credit_line_id
      where given.charge_line_id = line.id and credit.kind = 'paid_before'
    ), 0)::integer as paid
    from charge_line line where line.id = any(${[...lineIds]}::bigint[])`.execute(db);
  return new Map(
    rows.map(({ id, amount, paid }) => [id, amount > 0 ? { owed: amount, paid } : { owed: 0, paid: -amount }]),
  );
}

/** Whose line it is, and what it is about. */
export const selectLineOwner = async (
  db: Db | Tx,
  lineId: number,
): Promise<{ memberId: number; libraryId: number; loanId: number | null } | undefined> =>
  db.selectFrom('chargeLine').select(['memberId', 'libraryId', 'loanId']).where('id', '=', lineId).executeTakeFirst();

/** What is not yet settled of the lines of some members, the oldest first. */
export async function selectOpenPartsOf(
  db: Db | Tx,
  memberIds: readonly number[],
): Promise<(OpenPart & { memberId: number; amount: number })[]> {
  if (memberIds.length === 0) return [];
  const { rows } = await sql<OpenPart & { memberId: number; amount: number }>`
    with part as (
      select line.id, line.member_id, line.amount, (abs(line.amount) - coalesce((
        select sum(given.amount) from charge_allocation given
        where given.charge_line_id = line.id or given.credit_line_id = line.id
      ), 0))::integer as left
      from charge_line line where line.member_id = any(${[...memberIds]}::bigint[])
    )
    select id, member_id, amount, part.left from part where part.left > 0 order by id`.execute(db);
  return rows;
}

/**
 * Removes lines of another system with what they paid for. Lines are only ever added: the database lets these go in a transaction that says so, and
 * none that were money of a till.
 */
export async function deleteBroughtLines(trx: Tx, ids: readonly number[]): Promise<void> {
  const some = sql`any(${[...ids]}::bigint[])`;
  await sql`select set_config('lumbung.takes_back_brought_money', 'on', true)`.execute(trx);
  await sql`delete from charge_allocation where charge_line_id = ${some} or credit_line_id = ${some}`.execute(trx);
  await sql`delete from charge_line where id = ${some}`.execute(trx);
  await sql`select set_config('lumbung.takes_back_brought_money', 'off', true)`.execute(trx);
}
