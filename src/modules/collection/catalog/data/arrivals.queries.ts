import { sql } from 'kysely';
import type { Db } from '#platform/database/db';

/**
 * When titles came into the collection: the earliest day on which a copy was acquired, in the zone of its library; a copy of which no such day
 * is known, or one to come, since it was entered. A title without copies since its record was.
 */
export async function selectArrivals(db: Db, bibIds: readonly number[]): Promise<Map<number, Date>> {
  if (bibIds.length === 0) return new Map();
  const { rows } = await sql<{ id: number; arrivedAt: Date }>`
    select bib.id, coalesce(min(case
      when item.acquired_on <= (item.created_at at time zone library.time_zone)::date
        then item.acquired_on::timestamp at time zone library.time_zone
      else item.created_at end), bib.created_at) as arrived_at
    from bib
    left join item on item.bib_id = bib.id
    left join library on library.id = item.library_id
    where bib.id = any(${[...bibIds]}::bigint[])
    group by bib.id`.execute(db);
  return new Map(rows.map(({ id, arrivedAt }) => [id, arrivedAt]));
}
