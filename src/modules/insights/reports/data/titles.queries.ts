import { sql } from 'kysely';
import type { Db } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';

export interface TitleFigure {
  bibId: number;
  title: string;
  n: number;
}

/** Of which figures of titles; `libraryIds` null = all. */
interface Asked {
  kind: string;
  libraryIds: readonly number[] | null;
  from: LocalDate;
  to: LocalDate;
}

/** The days that count; `cut` is written out, for the index of titles is of it alone. */
const counted = ({ kind, libraryIds, from, to }: Asked) => sql`
  from fact_day
  where kind = ${kind} and cut = 'bib' and key <> '' and day between ${from}::date and ${to}::date
    and ${libraryIds === null ? sql`true` : sql`library_id = any(${[...libraryIds]}::bigint[])`}`;

/** The titles with the largest figures of a kind. @param within only those of a main class */
export async function selectTopTitles(
  db: Db,
  { within, limit, ...asked }: Asked & { within: string | null; limit: number },
): Promise<TitleFigure[]> {
  const { rows } = await sql<TitleFigure>`
    with counted as (select key::bigint as bib_id, sum(n)::float8 as n ${counted(asked)} group by key)
    select counted.bib_id, bib.title, counted.n from counted join bib on bib.id = counted.bib_id
    where ${within === null ? sql`true` : sql`bib.ddc like ${`${within}%`}`}
    order by counted.n desc, bib.title limit ${limit}`.execute(db);
  return rows;
}

/** The same figures of the titles that are named. */
export async function selectTitles(
  db: Db,
  { bibIds, ...asked }: Asked & { bibIds: readonly number[] },
): Promise<{ bibId: number; n: number }[]> {
  const { rows } = await sql<{ bibId: number; n: number }>`
    select key::bigint as bib_id, sum(n)::float8 as n ${counted(asked)}
      and key = any(${bibIds.map(String)}::text[])
    group by key`.execute(db);
  return rows;
}

/** What all titles of a main class have together, of the class in which they stand now. */
export async function sumTitles(db: Db, { within, ...asked }: Asked & { within: string }): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with counted as (select key::bigint as bib_id, sum(n) as n ${counted(asked)} group by key)
    select coalesce(sum(counted.n), 0)::float8 as n from counted join bib on bib.id = counted.bib_id
    where bib.ddc like ${`${within}%`}`.execute(db);
  return rows[0]?.n ?? 0;
}
