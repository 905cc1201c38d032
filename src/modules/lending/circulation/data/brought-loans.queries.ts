import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';

/** A loan that is over, by the days of the library that lent. */
export interface EndedLoan {
  id: number;
  itemId: number;
  memberId: number;
  libraryId: number;
  returnedOn: LocalDate;
  title: string;
}

/** Loans of some copies to some members that have ended; what was cut from its reader is not among them. */
export async function selectEndedLoans(
  db: Db | Tx,
  pairs: readonly { itemId: number; memberId: number }[],
): Promise<EndedLoan[]> {
  if (pairs.length === 0) return [];
  const { rows } = await sql<EndedLoan>`
    select loan.id, loan.item_id, loan.member_id, loan.library_id, bib.title,
      to_char(loan.returned_at at time zone library.time_zone, 'YYYY-MM-DD') as returned_on
    from (
      select distinct item_id, member_id from unnest(
        ${pairs.map(({ itemId }) => itemId)}::bigint[], ${pairs.map(({ memberId }) => memberId)}::bigint[]
      ) as pair (item_id, member_id)
    ) asked
    join loan on loan.item_id = asked.item_id and loan.member_id = asked.member_id and loan.status = 'returned'
    join library on library.id = loan.library_id
    join item on item.id = loan.item_id
    join bib on bib.id = item.bib_id
    order by loan.id`.execute(db);
  return rows;
}

/** How often the copies of records were lent by the loans that there are, of records with loans from another system; some records at a time. */
export async function selectLentOfBrought(
  db: Db | Tx,
  page: { afterBibId: number; limit: number },
): Promise<Map<number, number>> {
  const { rows } = await sql<{ bibId: number; loans: number }>`
    with page as (
      select id from bib where id > ${page.afterBibId} and exists (
        select from item join loan on loan.item_id = item.id where item.bib_id = bib.id and loan.brought_at is not null
      ) order by id limit ${page.limit}
    )
    select item.bib_id, count(*)::int as loans
    from page join item on item.bib_id = page.id join loan on loan.item_id = item.id
    group by item.bib_id`.execute(db);
  return new Map(rows.map(({ bibId, loans }) => [bibId, loans]));
}

/** With their renewals. */
export async function deleteLoans(trx: Tx, ids: readonly number[]): Promise<void> {
  await sql`delete from loan where id = any(${[...ids]}::bigint[])`.execute(trx);
}
