import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/** Sums of the steps, by code. */
export async function sumChain(
  db: Db | Tx,
  codes: readonly string[],
): Promise<{ code: string; enrolled: number; attended: number; withCard: number; firstLoans: number }[]> {
  const query = sql<{ code: string; enrolled: number; attended: number; withCard: number; firstLoans: number }>`
    select came_by as code, count(*)::integer as enrolled, count(*) filter (where came)::integer as attended,
      count(*) filter (where came and with_card)::integer as with_card,
      count(*) filter (where came and first_loan)::integer as first_loans
    from (select came_by, with_card, first_loan,
        exists (select from program_attendance a where a.enrolment_id = e.id) as came
      from program_enrolment e where came_by <> '' and came_by = any(${[...codes]}::text[])) as enrolments
    group by came_by`;
  return (await query.execute(db)).rows;
}

/** Members who enrolled by a link and came since an instant, of whom no first loan is known yet; when they first came. */
export async function selectWithoutFirstLoan(
  db: Db | Tx,
  since: Date,
): Promise<{ id: number; memberId: number; cameAt: Date }[]> {
  const query = sql<{ id: number; memberId: number; cameAt: Date }>`
    select e.id, e.member_id, min(a.came_at) as came_at
    from program_enrolment e join program_attendance a on a.enrolment_id = e.id
    where e.came_by <> '' and e.member_id is not null and not e.first_loan
    group by e.id having min(a.came_at) >= ${since} order by e.id`;
  return (await query.execute(db)).rows;
}

export async function markFirstLoans(db: Db | Tx, ids: readonly number[]): Promise<void> {
  await sql`update program_enrolment set first_loan = true where id = any(${[...ids]}::bigint[])`.execute(db);
}

/** They came by a short link. */
export async function setCameBy(trx: Tx, ids: readonly number[], code: string): Promise<void> {
  await sql`update program_enrolment set came_by = ${code} where id = any(${[...ids]}::bigint[])`.execute(trx);
}
