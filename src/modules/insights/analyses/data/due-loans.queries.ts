import { sql } from 'kysely';
import type { Db } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';

/** Loans that were due, by what became of them; each is in one figure beside `due`. */
export interface DueLoans {
  libraryId: number;
  /** `2026-10`, by the clock of the library. */
  month: string;
  due: number;
  inTime: number;
  d7: number;
  d30: number;
  d90: number;
  longer: number;
  out: number;
  lost: number;
}

/** Loans whose last due date lies in these days and has passed, by the library that lent and the month. */
export async function sumDueLoans(
  db: Db,
  about: { libraryIds: readonly number[] | null; from: LocalDate; to: LocalDate; now: Date },
): Promise<DueLoans[]> {
  const { libraryIds, from, to, now } = about;
  const { rows } = await sql<DueLoans>`
    with due as (
      select loan.library_id, to_char(loan.due_at at time zone library.time_zone, 'YYYY-MM') as month,
        case when loan.status = 'lost' then 'lost' when loan.returned_at is null then 'out'
          when loan.returned_at <= loan.due_at then 'in_time' else 'late' end as fate,
        greatest(1, (loan.returned_at at time zone library.time_zone)::date - (loan.due_at at time zone library.time_zone)::date) as days
      from loan join library on library.id = loan.library_id
      where loan.due_at >= ${from}::date - interval '2 days' and loan.due_at < ${to}::date + interval '2 days'
        and (loan.due_at at time zone library.time_zone)::date between ${from}::date and ${to}::date
        and loan.due_at < ${now} and not loan.on_site
        and ${libraryIds === null ? sql`true` : sql`loan.library_id = any(${[...libraryIds]}::bigint[])`}
    )
    select library_id, month, count(*)::int as due,
      count(*) filter (where fate = 'in_time')::int as in_time,
      count(*) filter (where fate = 'late' and days <= 7)::int as d7,
      count(*) filter (where fate = 'late' and days between 8 and 30)::int as d30,
      count(*) filter (where fate = 'late' and days between 31 and 90)::int as d90,
      count(*) filter (where fate = 'late' and days > 90)::int as longer,
      count(*) filter (where fate = 'out')::int as out,
      count(*) filter (where fate = 'lost')::int as lost
    from due group by library_id, month order by month, library_id`.execute(db);
  return rows;
}
