import { sql } from 'kysely';
import type { Db } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';

export interface VisitHour {
  libraryId: number;
  /** ISO, 1 = Monday. */
  weekday: number;
  hour: number;
  visits: number;
}

const within = (libraryIds: readonly number[] | null) =>
  libraryIds === null ? sql`library_id is not null` : sql`library_id = any(${[...libraryIds]}::bigint[])`;

/** Visits of some days by library, weekday and hour, of the nightly counts. */
export async function sumVisitHours(
  db: Db,
  about: { libraryIds: readonly number[] | null; from: LocalDate; to: LocalDate },
): Promise<VisitHour[]> {
  const { rows } = await sql<VisitHour>`
    select library_id, extract(isodow from day)::int as weekday, key::int as hour, sum(n)::float8 as visits
    from fact_day
    where kind = 'visit' and cut = 'hour' and key <> '' and day between ${about.from}::date and ${about.to}::date
      and ${within(about.libraryIds)}
    group by 1, 2, 3`.execute(db);
  return rows;
}

/** Since when each library counts visits. */
export async function firstVisitDays(
  db: Db,
  libraryIds: readonly number[] | null,
): Promise<ReadonlyMap<number, LocalDate>> {
  const { rows } = await sql<{ libraryId: number; day: LocalDate }>`
    select library_id, min(day)::text as day from fact_day
    where kind = 'visit' and cut = '' and ${within(libraryIds)} group by library_id`.execute(db);
  return new Map(rows.map(({ libraryId, day }) => [libraryId, day]));
}
