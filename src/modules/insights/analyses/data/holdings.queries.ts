import { sql } from 'kysely';
import type { Db } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';

export interface ClassHoldings {
  /** The main class (first figure of the DDC); '' = no class. */
  key: string;
  copies: number;
  /** Came before a day, and neither lent nor counted as read in the house since. */
  unused: number;
  /** The median of years since publication; null = no record of them has a year. */
  age: number | null;
  /** Copies whose record has no year. */
  ageless: number;
}

/** What stands in the collection today, by main class. @param about.since the day and instant after which a use counts */
export async function selectHoldings(
  db: Db,
  about: { libraryIds: readonly number[] | null; year: number; since: LocalDate; sinceAt: Date },
): Promise<ClassHoldings[]> {
  const { libraryIds, year, since, sinceAt } = about;
  const { rows } = await sql<ClassHoldings>`
    select coalesce(substring(bib.ddc from '^[0-9]'), '') as key, count(*)::int as copies,
      count(*) filter (where coalesce(item.acquired_on, item.created_at::date) < ${since}::date
        and not exists (select from loan where loan.item_id = item.id and loan.loaned_at >= ${sinceAt})
        and not exists (select from reading_use used where used.item_id = item.id and used.counted_at >= ${sinceAt}))::int as unused,
      (percentile_cont(0.5) within group (order by ${year}::int - bib.year))::float8 as age,
      count(*) filter (where bib.year is null)::int as ageless
    from item join bib on bib.id = item.bib_id
    where item.status <> 'withdrawn'
      and ${libraryIds === null ? sql`true` : sql`item.library_id = any(${[...libraryIds]}::bigint[])`}
    group by 1 order by 1`.execute(db);
  return rows;
}

/** The day of the first loan that is known, of all libraries; null = there is none. */
export async function firstLoanDay(db: Db, zone: string): Promise<LocalDate | null> {
  const { rows } = await sql<{ day: LocalDate | null }>`
    select (min(loaned_at) at time zone ${zone})::date::text as day from loan`.execute(db);
  return rows[0]?.day ?? null;
}
