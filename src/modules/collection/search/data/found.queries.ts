import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';

/** So many different searches of a day are written down; whoever makes them up by machine fills no table. */
export const FOUND_OF_A_DAY = 2000;

/** One minute more, which began at an instant, in which somebody looked for each of these; its day is that of the network. */
export async function addFound(
  db: Db | Tx,
  { day, at, queries }: { day: LocalDate; at: Date; queries: readonly string[] },
): Promise<void> {
  // in one order, so that processes that write the same do not wait for each other in a circle
  const sorted = [...new Set(queries)].toSorted();
  await sql`
    with known as (select query from search_found where day = ${day}::date),
      room as (select greatest(0, ${FOUND_OF_A_DAY} - (select count(*) from known)) as places),
      asked as (select query, exists (select 1 from known where known.query = words.query) as is_known
        from unnest(${sorted}::text[]) as words (query)),
      fresh as (select query from asked where not is_known order by query limit (select places from room))
    insert into search_found (day, query, last_at)
      select ${day}::date, query, ${at}::timestamptz from (select query from asked where is_known union all select query from fresh) as kept
      order by query
    on conflict (day, query) do update set minutes = search_found.minutes + 1, last_at = excluded.last_at
      where excluded.last_at >= search_found.last_at + interval '1 minute'`.execute(db);
}

/** What was looked for from a day to another, both included, most often first; in fewer minutes or on fewer days than asked for it is left out. */
export async function selectMostFound(
  db: Db | Tx,
  span: { from: LocalDate; to: LocalDate; minutes: number; days: number; limit: number },
): Promise<{ query: string; minutes: number }[]> {
  const query = sql<{ query: string; minutes: number }>`
    select query, sum(minutes)::integer as minutes from search_found
    where day between ${span.from}::date and ${span.to}::date
    group by query having sum(minutes) >= ${span.minutes} and count(*) >= ${span.days}
    order by minutes desc, query limit ${span.limit}`;
  return (await query.execute(db)).rows;
}

const past = (before: Date, now: Date) => sql`(day < ${before.toISOString().slice(0, 10)}::date
  or day > (${now}::timestamptz at time zone 'UTC')::date + 2)`;

/** Days of searches that are past their time, or that only a clock gone wrong can have seen. */
export async function countFound(db: Db | Tx, before: Date, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from search_found where ${past(before, now)}`.execute(db);
  return rows[0]?.count ?? 0;
}

export async function deleteFound(db: Db | Tx, before: Date, now: Date): Promise<number> {
  const { numAffectedRows = 0n } = await sql`delete from search_found where ${past(before, now)}`.execute(db);
  return Number(numAffectedRows);
}
