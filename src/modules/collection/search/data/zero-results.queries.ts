import { sql } from 'kysely';
import type { Db } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';

/** Where something was looked for: in the catalogue, or among questions and answers. */
export type VainSearchPlace = 'catalogue' | 'answers';

/** What was looked for in vain, how often, and when last (YYYY-MM-DD). */
export interface VainSearch {
  query: string;
  count: number;
  lastDay: string;
}

/** So many different searches of a day are written down for each place; whoever makes them up by machine fills no table. */
export const SEARCHES_OF_A_DAY = 2000;

/** Counts one search that found nothing; its day is that of the network. */
export async function recordZeroResult(
  db: Db,
  { place, query, day }: { place: VainSearchPlace; query: string; day: LocalDate },
): Promise<void> {
  await sql`
    with today as (select ${day}::date as day, ${place}::text as place),
      known as (
        update search_zero_result z set count = count + 1 from today
        where z.place = today.place and z.day = today.day and z.query = ${query} returning 1
      )
    insert into search_zero_result (place, day, query) select place, day, ${query} from today
    where not exists (select 1 from known)
      and (select count(*) from search_zero_result z where z.place = today.place and z.day = today.day) < ${SEARCHES_OF_A_DAY}
    on conflict (place, day, query) do update set count = search_zero_result.count + 1`.execute(db);
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

/** What was looked for in vain at a place since a day (YYYY-MM-DD), most often first. */
export async function selectZeroResults(
  db: Db,
  { place, since, limit }: { place: VainSearchPlace; since: string; limit: number },
): Promise<VainSearch[]> {
  const query = sql<VainSearch>`
    select query, sum(count)::int as count, max(day)::text as last_day from search_zero_result
    where place = ${place} and day >= ${since}::date group by query order by count desc, query limit ${limit}`;
  return (await query.execute(db)).rows;
}
