import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/** How many people who enrolled by a short link went how far: each step is of people of the step before. */
export interface ChainSums {
  code: string;
  enrolled: number;
  attended: number;
  /** Of those who came: with a card, so that loans can be known at all. */
  withCard: number;
  firstLoans: number;
}

/**
 * Sums of the steps, by code: people, not enrolments, as far as it is known who they are; what was taken back or came to nothing is none.
 * @param programId of this one alone; null = of all
 */
export async function sumChain(db: Db | Tx, codes: readonly string[], programId: number | null): Promise<ChainSums[]> {
  const of = programId === null ? sql`true` : sql`program_id = ${programId}`;
  const query = sql<ChainSums>`
    with people as (
      select came_by, coalesce('m' || member_id, 'e' || id) as who, bool_or(came) as came,
        bool_or(came and with_card) as with_card, bool_or(came and first_loan) as first_loan
      from (select e.id, came_by, member_id, with_card, first_loan,
          exists (select from program_attendance a where a.enrolment_id = e.id) as came
        from program_enrolment e
        where came_by <> '' and came_by = any(${[...codes]}::text[]) and ${of}
          and status not in ('cancelled', 'declined', 'expired')) as enrolments
      group by came_by, who
    ), past as (
      select came_by, sum(people)::integer as people from program_first_loan
      where came_by = any(${[...codes]}::text[]) and ${of} group by came_by
    )
    select came_by as code, count(*)::integer as enrolled, count(*) filter (where came)::integer as attended,
      count(*) filter (where with_card)::integer as with_card,
      count(*) filter (where first_loan)::integer + coalesce(max(past.people), 0) as first_loans
    from people left join past using (came_by) group by came_by`;
  return (await query.execute(db)).rows;
}

/** Somebody who enrolled by a link and came, and of whom no first loan is known yet. */
export interface CameBy {
  id: number;
  memberId: number;
  /** When they first came. */
  cameAt: Date;
}

/**
 * Members who enrolled by a link and came since an instant, and whose card is so young that all their loans are still known.
 * @param joinedSince YYYY-MM-DD
 */
export async function selectWithoutFirstLoan(
  db: Db | Tx,
  { since, joinedSince }: { since: Date; joinedSince: string },
): Promise<CameBy[]> {
  const query = sql<CameBy>`
    select e.id, e.member_id, (select min(came_at) from program_attendance a where a.enrolment_id = e.id) as came_at
    from program_enrolment e join member m on m.id = e.member_id
    where e.came_by <> '' and not e.first_loan and m.joined_on >= ${joinedSince}::date
      and exists (select from program_attendance a where a.enrolment_id = e.id and a.came_at >= ${since})
      and not exists (select from program_attendance a where a.enrolment_id = e.id and a.came_at < ${since})
    order by e.id`;
  return (await query.execute(db)).rows;
}

export async function markFirstLoans(db: Db | Tx, ids: readonly number[]): Promise<void> {
  await sql`update program_enrolment set first_loan = true where id = any(${[...ids]}::bigint[])`.execute(db);
}

/** What enrolments say of first loans goes into sums, and stands beside nobody any more. */
export async function foldFirstLoans(db: Db | Tx, enrolments: RawBuilder<unknown>): Promise<void> {
  await sql`
    with folded as (
      update program_enrolment set first_loan = false where first_loan and ${enrolments} returning program_id, came_by
    )
    insert into program_first_loan (program_id, came_by, people)
      select program_id, came_by, count(*) from folded group by program_id, came_by order by program_id, came_by
    on conflict (program_id, came_by) do update set people = program_first_loan.people + excluded.people`.execute(db);
}

/** Those who first came before an instant. */
export const cameBefore = (before: Date) => sql`exists (select from program_attendance a
  where a.enrolment_id = program_enrolment.id and a.came_at < ${before})`;

/** They came by a short link. */
export async function setCameBy(trx: Tx, ids: readonly number[], code: string): Promise<void> {
  await sql`update program_enrolment set came_by = ${code} where id = any(${[...ids]}::bigint[])`.execute(trx);
}
