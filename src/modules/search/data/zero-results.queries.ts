import { sql } from 'kysely';
import type { Db } from '#platform/db';

/** Counts one search that found nothing; a day is a day of Indonesia's western time. */
export async function recordZeroResult(db: Db, query: string, at: Date): Promise<void> {
  await sql`
    insert into search_zero_result (day, query) values ((${at}::timestamptz at time zone 'Asia/Jakarta')::date, ${query})
    on conflict (day, query) do update set count = search_zero_result.count + 1`.execute(db);
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
