import { sql } from 'kysely';
import type { Db } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';

/** So many different searches of a day are written down; whoever makes them up by machine fills no table. */
export const SEARCHES_OF_A_DAY = 2000;

/** Counts one search that found nothing; its day is that of the network. */
export async function recordZeroResult(db: Db, query: string, day: LocalDate): Promise<void> {
  await sql`
    with today as (select ${day}::date as day),
      known as (
        update search_zero_result set count = count + 1 where day = (select day from today) and query = ${query} returning 1
      )
    insert into search_zero_result (day, query) select day, ${query} from today
    where not exists (select 1 from known)
      and (select count(*) from search_zero_result z where z.day = today.day) < ${SEARCHES_OF_A_DAY}
    on conflict (day, query) do update set count = search_zero_result.count + 1`.execute(db);
}

const dayOf = (before: Date): string => before.toISOString().slice(0, 10);

/** Days of vain searches that are past their time. */
export async function countZeroResults(db: Db, before: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from search_zero_result where day < ${dayOf(before)}::date`.execute(db);
  return rows[0]?.count ?? 0;
}

export async function deleteZeroResults(db: Db, before: Date): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from search_zero_result where day < ${dayOf(before)}::date`.execute(db);
  return Number(numAffectedRows);
}

/** What was looked for in vain since a day (YYYY-MM-DD), most often first. */
export async function selectZeroResults(
  db: Db,
  since: string,
  limit: number,
): Promise<{ query: string; count: number; lastDay: string }[]> {
  const query = sql<{ query: string; count: number; lastDay: string }>`
    select query, sum(count)::int as count, max(day)::text as last_day from search_zero_result
    where day >= ${since}::date group by query order by count desc, query limit ${limit}`;
  return (await query.execute(db)).rows;
}
