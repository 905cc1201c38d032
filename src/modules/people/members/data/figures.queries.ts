import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';

/** How many joined a library in some days, both included, whether or not they are members still; for each span, in their order. */
export async function countJoined(
  db: Db | Tx,
  spans: readonly { libraryId: number; from: LocalDate; to: LocalDate }[],
): Promise<number[]> {
  if (spans.length === 0) return [];
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from member m
      where m.home_library_id = span.library_id and m.joined_on between span.first_on and span.last_on) as count
    from unnest(${spans.map(({ libraryId }) => libraryId)}::bigint[], ${spans.map(({ from }) => from)}::date[],
      ${spans.map(({ to }) => to)}::date[]) with ordinality as span (library_id, first_on, last_on, nth)
    order by nth`.execute(db);
  return rows.map(({ count }) => count);
}

/**
 * How many members of libraries had a card that held on a day, by library: joined by then, not run out, not left since. The caller answers for
 * who may know.
 */
export async function countValid(
  db: Db | Tx,
  { libraryIds, day }: { libraryIds: readonly number[]; day: LocalDate },
): Promise<Map<number, number>> {
  const { rows } = await sql<{ libraryId: number; people: number }>`
    select home_library_id as library_id, count(*)::integer as people from member
    where home_library_id = any(${[...libraryIds]}::bigint[]) and status = 'active' and erased_at is null
      and joined_on <= ${day}::date and (expires_on is null or expires_on >= ${day}::date)
    group by home_library_id`.execute(db);
  return new Map(rows.map(({ libraryId, people }) => [libraryId, people]));
}
