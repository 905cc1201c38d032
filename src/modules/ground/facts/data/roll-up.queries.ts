import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { FactSource, FactSpan } from '#platform/facts';
import { addDays, type LocalDate } from '#shared/dates';
import type { KeptCell } from '../rules/coarsen-cells.ts';
import type { PersonSum } from '../rules/coarsen-cuts.ts';

/** A day further out on both sides: the day of an instant is that of its library's own clock. */
export const spanOf = (from: LocalDate, to: LocalDate): FactSpan => ({
  from,
  to,
  after: new Date(`${addDays(from, -1)}T00:00:00Z`),
  before: new Date(`${addDays(to, 2)}T00:00:00Z`),
});

/** The rows of a kind with the day and the hour of their library; what belongs to the network is of its first library's zone. */
const dated = (source: FactSource, span: FactSpan) => sql`
  select row.*, coalesce(row.on_day, (row.at at time zone zone.name)::date) as day,
    to_char(row.at at time zone zone.name, 'HH24') as hour
  from (${source.rows(span)}) row
  left join library on library.id = row.library_id
  cross join lateral (select coalesce(library.time_zone,
    (select first.time_zone from library first order by first.id limit 1), 'Asia/Jakarta') as name) zone`;

const cutName = (cuts: readonly string[]): RawBuilder<unknown> =>
  cuts.length === 0
    ? sql`''`
    : sql`case ${sql.join(
        cuts.map((cut) => sql`when grouping(${sql.ref(cut)}) = 0 then ${sql.lit(cut)}`),
        sql` `,
      )} else '' end`;
const cutKey = (cuts: readonly string[]): RawBuilder<unknown> =>
  cuts.length === 0
    ? sql`''`
    : sql`coalesce(case ${sql.join(
        cuts.map((cut) => sql`when grouping(${sql.ref(cut)}) = 0 then ${sql.ref(cut)}::text`),
        sql` `,
      )} end, '')`;
/** `(library_id, day)` alone, and with each of the cuts. */
const sets = (cuts: readonly string[]): RawBuilder<unknown> =>
  sql.join([sql`(library_id, day)`, ...cuts.map((cut) => sql`(library_id, day, ${sql.ref(cut)})`)]);

/** The day of the first row of a kind, or of the first figure where its rows were taken back since; null = there is none. */
export async function firstDayOf(db: Db | Tx, source: FactSource): Promise<LocalDate | null> {
  const { rows } = await sql<{ day: LocalDate | null }>`
    select least(min(day), (select min(day) from fact_day where kind = ${source.kind} and cut = ''))::text as day
    from (${dated(source, spanOf('1900-01-02', '2200-12-28'))}) dated`.execute(db);
  return rows[0]?.day ?? null;
}

/**
 * Counts the days of a span and writes what differs from what stands, in one statement.
 * @param countedBefore through which day the kind had been counted: days up to it that come out otherwise are noted; null = never
 */
export async function writeDays(
  trx: Tx,
  source: FactSource,
  { from, to }: { from: LocalDate; to: LocalDate },
  { countedBefore, at }: { countedBefore: LocalDate | null; at: Date },
): Promise<void> {
  const { kind, cuts } = source;
  const inSpan = sql`between ${from}::date and ${to}::date`;
  await sql`
    with counted as materialized (
      select library_id, day, ${cutName(cuts)} as cut, ${cutKey(cuts)} as key, sum(n)::bigint as n
      from (${dated(source, spanOf(from, to))}) dated where day ${inSpan}
      group by grouping sets (${sets(cuts)})
      having sum(n) <> 0
    ),
    -- a full join is made by hashing, whatever is thought of how many rows there are
    differs as materialized (
      select old.ctid as place, coalesce(old.library_id, counted.library_id) as library_id, coalesce(old.day, counted.day) as day,
        coalesce(old.cut, counted.cut) as cut, coalesce(old.key, counted.key) as key, old.n as was, counted.n as became
      from (select ctid, * from fact_day where kind = ${kind} and day ${inSpan}) old
      full join counted on counted.cut = old.cut and counted.day = old.day and counted.key = old.key
        and coalesce(counted.library_id, 0) = coalesce(old.library_id, 0)
      where old.n is distinct from counted.n
    ),
    gone as (delete from fact_day using differs where fact_day.ctid = differs.place and differs.became is null),
    written as (
      insert into fact_day (kind, library_id, day, cut, key, n)
      select ${kind}, library_id, day, cut, key, became from differs where became is not null
      on conflict (kind, cut, day, library_id, key) do update set n = excluded.n
    )
    insert into fact_change (kind, library_id, day, was, became, changed_at)
    select ${kind}, library_id, day, coalesce(was, 0), coalesce(became, 0), ${at}
    from differs where cut = '' and day <= ${countedBefore}::date`.execute(trx);
}

/** Who it was in a month, each person and each way of being once for a library of which nothing is written yet. */
export async function countWho(
  trx: Tx,
  source: FactSource,
  month: LocalDate,
  last: LocalDate,
): Promise<(PersonSum & { libraryId: number | null })[]> {
  const values = sql.join(
    [...source.who, ...(source.tied ?? [])].map((cut) => sql`coalesce(${sql.ref(cut)}::text, '')`),
  );
  const { rows } = await sql<PersonSum & { libraryId: number | null }>`
    select library_id, person, array[${values}] as values, sum(n)::bigint as n
    from (${dated(source, spanOf(month, last))}) dated
    where day between ${month}::date and ${last}::date and not exists (
      select from fact_month done where done.kind = ${source.kind} and done.month = ${month}::date
        and done.library_id is not distinct from dated.library_id
    )
    group by 1, 2, 3`.execute(trx);
  return rows;
}

/** Takes a month away where nothing is counted of its days any more: all of it was taken back, and no act is told by that. */
export async function dropEmptied(trx: Tx, kind: string, month: LocalDate, last: LocalDate): Promise<void> {
  await sql`
    delete from fact_month gone where kind = ${kind} and month = ${month}::date and not exists (
      select from fact_day where fact_day.kind = gone.kind and fact_day.cut = '' and fact_day.day between ${month}::date and ${last}::date
        and fact_day.library_id is not distinct from gone.library_id
    )`.execute(trx);
}

export async function insertMonth(
  trx: Tx,
  cells: readonly (KeptCell & { kind: string; libraryId: number | null; month: LocalDate; cut: string })[],
): Promise<void> {
  if (cells.length > 0)
    await trx
      .insertInto('factMonth')
      .values([...cells])
      .execute();
}

/** One process counts a kind at a time; another waits, and finds it counted. */
export async function lockKind(trx: Tx, kind: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('facts'), hashtext(${kind}))`.execute(trx);
}

/** How far a kind is counted. */
export interface Progress {
  through: LocalDate;
  countedAt: Date;
  wholeAt: Date | null;
}

export async function progressOf(db: Db | Tx, kind: string): Promise<Progress | null> {
  const row = await db
    .selectFrom('factProgress')
    .select(['through', 'countedAt', 'wholeAt'])
    .where('kind', '=', kind)
    .executeTakeFirst();
  return row ?? null;
}

/** How many kinds are counted through a day. */
export async function countCounted(db: Db, kinds: readonly string[], through: LocalDate): Promise<number> {
  const { count } = await db
    .selectFrom('factProgress')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('kind', 'in', [...kinds])
    .where('through', '=', through)
    .executeTakeFirstOrThrow();
  return count;
}

export async function saveProgress(trx: Tx, kind: string, progress: Progress): Promise<void> {
  await trx
    .insertInto('factProgress')
    .values({ kind, ...progress })
    .onConflict((conflict) => conflict.column('kind').doUpdateSet(progress))
    .execute();
}

/** The last day that has ended at every library. */
export async function lastDayEnded(db: Db | Tx, now: Date): Promise<LocalDate> {
  const { rows } = await sql<{ day: LocalDate }>`
    select (coalesce(min((${now}::timestamptz at time zone time_zone)::date),
      (${now}::timestamptz at time zone 'Asia/Jakarta')::date) - 1)::text as day from library`.execute(db);
  return rows[0]?.day ?? '1900-01-01';
}
