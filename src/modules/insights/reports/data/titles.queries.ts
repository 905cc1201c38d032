import { sql } from 'kysely';
import type { Db } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';

export interface TitleFigure {
  bibId: number;
  title: string;
  n: number;
}

/** The titles with the largest figures of a kind. @param within only those of a main class */
export async function selectTopTitles(
  db: Db,
  about: {
    kind: string;
    libraryIds: readonly number[] | null;
    from: LocalDate;
    to: LocalDate;
    within: string | null;
    limit: number;
  },
): Promise<TitleFigure[]> {
  const { rows } = await sql<TitleFigure>`
    with counted as (
      select key::bigint as bib_id, sum(n)::float8 as n from fact_day
      where kind = ${about.kind} and cut = 'bib' and key <> '' and day between ${about.from}::date and ${about.to}::date
        and ${about.libraryIds === null ? sql`true` : sql`library_id = any(${[...about.libraryIds]}::bigint[])`}
      group by key
    )
    select counted.bib_id, bib.title, counted.n from counted join bib on bib.id = counted.bib_id
    where ${about.within === null ? sql`true` : sql`bib.ddc like ${`${about.within}%`}`}
    order by counted.n desc, bib.title limit ${about.limit}`.execute(db);
  return rows;
}

/** The same figures of the titles that are named. */
export async function selectTitles(
  db: Db,
  about: {
    kind: string;
    libraryIds: readonly number[] | null;
    from: LocalDate;
    to: LocalDate;
    bibIds: readonly number[];
  },
): Promise<{ bibId: number; n: number }[]> {
  const { rows } = await sql<{ bibId: number; n: number }>`
    select key::bigint as bib_id, sum(n)::float8 as n from fact_day
    where kind = ${about.kind} and cut = 'bib' and day between ${about.from}::date and ${about.to}::date
      and key = any(${about.bibIds.map(String)}::text[])
      and ${about.libraryIds === null ? sql`true` : sql`library_id = any(${[...about.libraryIds]}::bigint[])`}
    group by key`.execute(db);
  return rows;
}

/** What all titles of a main class have together, of the class in which they stand now. */
export async function sumTitles(
  db: Db,
  about: {
    kind: string;
    libraryIds: readonly number[] | null;
    from: LocalDate;
    to: LocalDate;
    within: string;
  },
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with counted as (
      select key::bigint as bib_id, sum(n) as n from fact_day
      where kind = ${about.kind} and cut = 'bib' and key <> '' and day between ${about.from}::date and ${about.to}::date
        and ${about.libraryIds === null ? sql`true` : sql`library_id = any(${[...about.libraryIds]}::bigint[])`}
      group by key
    )
    select coalesce(sum(counted.n), 0)::float8 as n from counted join bib on bib.id = counted.bib_id
    where bib.ddc like ${`${about.within}%`}`.execute(db);
  return rows[0]?.n ?? 0;
}
