import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';
import { AGE_GROUPS } from '#shared/age-groups';

const firsts = sql`array[${sql.join(AGE_GROUPS.map((first) => sql.lit(first)))}]`;
/**
 * The age group of a reader on the day of lending; of `loan`, `member` and `library`. The place among the first years of the groups: a subquery
 * for each of a year's loans took longer than all the rest of counting them.
 */
export const ageGroup = sql`(${firsts}::smallint[])[width_bucket(
  extract(year from age((loan.loaned_at at time zone library.time_zone)::date, member.birth_date)), ${firsts}::numeric[])]`;

/** Nobody whose data are only kept, nobody who keeps a history (consent), nothing for which money is still owed. */
const linkedBefore = (before: Date) => sql`
  from loan join member on member.id = loan.member_id
  where loan.status = 'returned' and loan.returned_at < ${before} and member.restricted_at is null
    and coalesce((
      select event.act from consent_event event
      where event.member_id = loan.member_id and event.purpose = 'reading_history' order by event.id desc limit 1
    ), 'withdrawn') <> 'given'
    and not exists (
      select from charge_line line where line.loan_id = loan.id and line.amount > 0 and line.amount > coalesce((
        select sum(part.amount) from charge_allocation part where part.charge_line_id = line.id
      ), 0)
    )`;

export async function countLinkedLoans(db: Db, before: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count ${linkedBefore(before)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Titles and days of return of the first that would be cut; never whose they are. */
export async function sampleLinkedLoans(
  db: Db,
  before: Date,
  limit: number,
): Promise<{ title: string; returnedOn: LocalDate }[]> {
  const { rows } = await sql<{ title: string; returnedOn: LocalDate }>`
    select bib.title, (due.returned_at at time zone library.time_zone)::date as returned_on
    from (select loan.id, loan.item_id, loan.library_id, loan.returned_at ${linkedBefore(before)}
      order by loan.returned_at limit ${limit}) due
    join item on item.id = due.item_id join bib on bib.id = item.bib_id join library on library.id = due.library_id
    order by due.returned_at`.execute(db);
  return rows;
}

/** The next loans to cut, locked; those that somebody else works on are left for the next run. */
export async function lockLinkedLoans(
  trx: Tx,
  before: Date,
  limit: number,
): Promise<{ id: number; memberId: number; suspensionBlockId: number | null }[]> {
  const { rows } = await sql<{ id: number; memberId: number; suspensionBlockId: number | null }>`
    select loan.id, loan.member_id, loan.suspension_block_id ${linkedBefore(before)}
    order by loan.id limit ${limit} for update of loan skip locked`.execute(trx);
  return rows;
}

/** The reader goes; category, age group and sex stay, and nobody who is a member is named as the one who did something. */
export async function cutLoans(trx: Tx, ids: readonly number[], at: Date): Promise<void> {
  const some = sql`any(${[...ids]}::bigint[])`;
  await sql`update loan_renewal set renewed_by = '…' from loan, member
    where loan.id = loan_renewal.loan_id and loan.id = ${some} and member.id = loan.member_id
      and loan_renewal.renewed_by = member.full_name`.execute(trx);
  await sql`update loan set member_id = null, cut_at = ${at}, reader_category_id = member.category_id,
      reader_age_group = ${ageGroup}, reader_sex = member.sex, suspension_block_id = null, override_reason = null,
      claimed_note = null,
      loaned_by = case when loan.loaned_by = member.full_name then '…' else loan.loaned_by end,
      returned_by = case when loan.returned_by = member.full_name then '…' else loan.returned_by end
    from member, library
    where loan.id = ${some} and member.id = loan.member_id and library.id = loan.library_id`.execute(trx);
}

/** Holds that ended long ago let go of who waited. @returns their ids */
export async function cutHolds(trx: Tx, before: Date, limit: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`update hold set member_id = null, override_reason = null,
      placed_by = case when placed_by = m.full_name then '…' else placed_by end,
      ended_by = case when ended_by = m.full_name then '…' else ended_by end
    from member m
    where m.id = hold.member_id and hold.id in (
      select due.id from hold due join member on member.id = due.member_id
      where due.ended_at < ${before} and member.restricted_at is null and coalesce((
        select event.act from consent_event event
        where event.member_id = due.member_id and event.purpose = 'reading_history' order by event.id desc limit 1
      ), 'withdrawn') <> 'given'
      order by due.id limit ${limit} for update of due skip locked
    ) returning hold.id`.execute(trx);
  return rows.map(({ id }) => id);
}

/** What a span of time lent, by what statistics ask; the same before and after readers are forgotten. */
export async function countLoansBy(
  db: Db,
  about: { from: Date; to: Date; libraryIds: readonly number[] | null },
): Promise<{ category: string; ageGroup: number | null; library: string; ddc: string | null; count: number }[]> {
  const within = about.libraryIds === null ? sql`true` : sql`loan.library_id = any(${[...about.libraryIds]}::bigint[])`;
  const { rows } = await sql<{
    category: string;
    ageGroup: number | null;
    library: string;
    ddc: string | null;
    count: number;
  }>`select member_category.code as category, coalesce(loan.reader_age_group, ${ageGroup})::int as age_group,
      library.code as library, substring(bib.ddc from '^[0-9]') as ddc, count(*)::int as count
    from loan
    join library on library.id = loan.library_id
    join item on item.id = loan.item_id
    join bib on bib.id = item.bib_id
    left join member on member.id = loan.member_id
    join member_category on member_category.id = coalesce(loan.reader_category_id, member.category_id)
    where loan.loaned_at >= ${about.from} and loan.loaned_at < ${about.to} and ${within}
    group by 1, 2, 3, 4`.execute(db);
  return rows;
}
