import { sql } from 'kysely';
import { askWaiting } from '#platform/database/ask-waiting';
import type { Db } from '#platform/database/db';
import type { Waiting } from '#platform/places';
import { instantAt, type LocalDate } from '#shared/dates';

const ofLibraries = (libraryIds: readonly number[] | null) =>
  libraryIds === null ? sql`true` : sql`library_id = any(${[...libraryIds]}::bigint[])`;

/** Campaigns that wait for a second person. */
export const countSubmitted = async (db: Db, libraryIds: readonly number[] | null): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(submitted_at) as since from campaign
      where state = 'submitted' and archived_at is null and ${ofLibraries(libraryIds)}`,
  );

/** Campaigns that are over and of which nobody has said what came of them. */
export async function countUnreported(
  db: Db,
  { libraryIds, zone, today }: { libraryIds: readonly number[] | null; zone: string; today: LocalDate },
): Promise<Waiting> {
  const { rows } = await sql<{ count: number; day: LocalDate | null }>`
    select count(*)::integer as count, min(until_on)::text as day from campaign
    where state = 'approved' and archived_at is null and until_on < ${today}::date and ${ofLibraries(libraryIds)}`.execute(
    db,
  );
  const { count = 0, day = null } = rows[0] ?? {};
  return { count, since: day === null ? null : instantAt(day, 1440, zone) };
}
