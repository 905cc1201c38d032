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
