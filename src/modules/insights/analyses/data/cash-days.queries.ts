import { sql } from 'kysely';
import type { Db } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';

/** The money of one day at one library, whole rupiah; what belongs to the closing is null where the day is not closed. */
export interface DayOfCash {
  libraryId: number;
  day: LocalDate;
  payments: number;
  /** Given back, and payments taken back: 0 or more. */
  refunds: number;
  voided: number;
  /** What came in, less what went out. */
  cash: number;
  qris: number;
  opening: number | null;
  counted: number | null;
  deposited: number | null;
}

/** Days with money, and days that were closed, the earliest first. */
export async function selectCashDays(
  db: Db,
  about: { libraryIds: readonly number[] | null; from: LocalDate; to: LocalDate },
): Promise<DayOfCash[]> {
  const { libraryIds, from, to } = about;
  const at = (column: string) =>
    libraryIds === null ? sql`true` : sql`${sql.ref(column)} = any(${[...libraryIds]}::bigint[])`;
  const { rows } = await sql<DayOfCash>`
    with money as (
      select line.library_id, line.cash_day as day,
        coalesce(sum(-line.amount) filter (where line.kind = 'payment'), 0) as payments,
        coalesce(sum(line.amount) filter (where line.kind = 'refund'), 0) as refunds,
        coalesce(sum(line.amount) filter (where line.kind = 'void'), 0) as voided,
        coalesce(sum(-line.amount) filter (where line.method = 'cash'), 0) as cash,
        coalesce(sum(-line.amount) filter (where line.method = 'qris'), 0) as qris
      from charge_line line
      where line.cash_day between ${from}::date and ${to}::date and line.kind in ('payment', 'refund', 'void')
        and ${at('line.library_id')}
      group by line.library_id, line.cash_day
    ), closed as (
      select library_id, day, opening, counted, deposited from cash_day
      where closed_at is not null and day between ${from}::date and ${to}::date and ${at('library_id')}
    )
    select library_id, day::text as day, coalesce(payments, 0)::float8 as payments, coalesce(refunds, 0)::float8 as refunds,
      coalesce(voided, 0)::float8 as voided, coalesce(cash, 0)::float8 as cash, coalesce(qris, 0)::float8 as qris,
      opening, counted, deposited
    from money full join closed using (library_id, day)
    order by day, library_id`.execute(db);
  return rows;
}
