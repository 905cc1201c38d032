import { sql } from 'kysely';
import type { Db } from '#platform/database/db';

/** From when until when a mobile library stood somewhere. */
export interface StopWindow {
  libraryId: number;
  opensAt: Date;
  closesAt: Date;
}

/** The libraries that have stops. */
export async function librariesWithStops(db: Db): Promise<number[]> {
  const rows = await db.selectFrom('mobileStop').select('libraryId').distinct().orderBy('libraryId').execute();
  return rows.map(({ libraryId }) => libraryId);
}

/** What was lent and who came within each window, in their order. */
export async function countInWindows(
  db: Db,
  windows: readonly StopWindow[],
): Promise<{ loans: number; visits: number }[]> {
  if (windows.length === 0) return [];
  const { rows } = await sql<{ loans: number; visits: number }>`
    select
      (select count(*)::int from loan where loan.library_id = stood.library_id and loan.loaned_at >= stood.opens_at
        and loan.loaned_at < stood.closes_at) as loans,
      (select coalesce(sum(visit.people), 0)::int from visit where visit.library_id = stood.library_id
        and visit.at >= stood.opens_at and visit.at < stood.closes_at) as visits
    from unnest(${windows.map(({ libraryId }) => libraryId)}::bigint[],
      ${windows.map(({ opensAt }) => opensAt.toISOString())}::timestamptz[],
      ${windows.map(({ closesAt }) => closesAt.toISOString())}::timestamptz[])
      with ordinality as stood(library_id, opens_at, closes_at, nth)
    order by stood.nth`.execute(db);
  return rows;
}
