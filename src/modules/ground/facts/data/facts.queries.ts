import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';

/** Which facts, both days included. */
export interface FactsWanted {
  kind: string;
  /** null = all, with what is of no library. */
  libraryIds: readonly number[] | null;
  from: LocalDate;
  to: LocalDate;
}
/** By what figures are split. */
export type FactStep = 'none' | 'day' | 'month' | 'year' | 'weekday';

const PERIOD: Record<FactStep, ReturnType<typeof sql<string>>> = {
  none: sql<string>`''`,
  day: sql<string>`day::text`,
  month: sql<string>`to_char(day, 'YYYY-MM')`,
  year: sql<string>`to_char(day, 'YYYY')`,
  weekday: sql<string>`to_char(day, 'ID')`,
};

const wanted = ({ kind, libraryIds, from, to }: FactsWanted, cut: string) => sql`
  kind = ${kind} and cut = ${cut} and day between ${from}::date and ${to}::date
  and ${libraryIds === null ? sql`true` : sql`library_id = any(${[...libraryIds]}::bigint[])`}`;

/** One figure; `period` '' where none was asked for, `key` '' = unknown, or not split. */
export interface FactFigure {
  libraryId: number | null;
  period: string;
  key: string;
  n: number;
}

/** Sums of a kind by period, value of a cut, and library; `limit` takes the largest. */
export async function sumDays(
  db: Db | Tx,
  facts: FactsWanted & { cut: string; step: FactStep; byLibrary: boolean; limit: number },
): Promise<FactFigure[]> {
  const library = facts.byLibrary ? sql`library_id` : sql`null::bigint`;
  const { rows } = await sql<FactFigure>`
    select ${library} as library_id, ${PERIOD[facts.step]} as period, key, sum(n)::float8 as n
    from fact_day where ${wanted(facts, facts.cut)}
    group by 1, 2, 3 order by n desc, period, key limit ${facts.limit}`.execute(db);
  return rows;
}

/** What is kept of who it was in whole months; `key` null = all others, and whoever is not known. */
export async function sumMonths(
  db: Db | Tx,
  { kind, libraryIds, from, to, cut }: FactsWanted & { cut: string },
): Promise<{ key: string | null; n: number }[]> {
  const { rows } = await sql<{ key: string | null; n: number }>`
    select key, sum(n)::float8 as n from fact_month
    where kind = ${kind} and cut = ${cut} and month between ${from}::date and ${to}::date
      and ${libraryIds === null ? sql`true` : sql`library_id = any(${[...libraryIds]}::bigint[])`}
    group by key order by n desc, key`.execute(db);
  return rows;
}

/** Days that came out otherwise than they had been counted, the latest first. */
export async function selectChanges(
  db: Db | Tx,
  { kind, libraryIds, from, to }: FactsWanted,
  limit: number,
): Promise<{ libraryId: number | null; day: LocalDate; was: number; became: number; changedAt: Date }[]> {
  const { rows } = await sql<{
    libraryId: number | null;
    day: LocalDate;
    was: number;
    became: number;
    changedAt: Date;
  }>`
    select library_id, day::text as day, was::float8 as was, became::float8 as became, changed_at from fact_change
    where kind = ${kind} and day between ${from}::date and ${to}::date
      and ${libraryIds === null ? sql`true` : sql`library_id = any(${[...libraryIds]}::bigint[])`}
    order by id desc limit ${limit}`.execute(db);
  return rows;
}

/** The first day of a kind on which anything was counted, at some libraries or (null) at any; null = never yet. */
export async function selectFirstDay(
  db: Db | Tx,
  kind: string,
  libraryIds: readonly number[] | null = null,
): Promise<LocalDate | null> {
  const { rows } = await sql<{ day: LocalDate | null }>`
    select min(day)::text as day from fact_day where kind = ${kind} and cut = ''
      and ${libraryIds === null ? sql`true` : sql`library_id = any(${[...libraryIds]}::bigint[])`}`.execute(db);
  return rows[0]?.day ?? null;
}

export interface DailyFigure {
  libraryId: number;
  day: LocalDate;
  n: number;
}

/** Every day of a kind by library; what is of the network is left out. */
export async function selectDaily(
  db: Db | Tx,
  { kind, from, to }: { kind: string; from: LocalDate; to: LocalDate },
): Promise<DailyFigure[]> {
  const { rows } = await sql<DailyFigure>`
    select library_id, day::text as day, n::float8 as n from fact_day
    where kind = ${kind} and cut = '' and day between ${from}::date and ${to}::date and library_id is not null`.execute(
    db,
  );
  return rows;
}

/** The first day of each weekday (ISO) on which a library had anything of a kind. */
export async function selectFirstWeekdays(
  db: Db | Tx,
  kind: string,
): Promise<{ libraryId: number; weekday: number; day: LocalDate }[]> {
  const { rows } = await sql<{ libraryId: number; weekday: number; day: LocalDate }>`
    select library_id, extract(isodow from day)::integer as weekday, min(day)::text as day from fact_day
    where kind = ${kind} and cut = '' and library_id is not null group by 1, 2`.execute(db);
  return rows;
}
