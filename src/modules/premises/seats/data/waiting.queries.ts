import { sql } from 'kysely';
import { askWaiting } from '#platform/database/ask-waiting';
import type { Db } from '#platform/database/db';
import type { Waiting } from '#platform/places';

/** Reservations of rooms of libraries (null: of all) that somebody asked for and nobody has answered, and whose time is not over. */
export const countAsked = async (db: Db, libraryIds: readonly number[] | null, now: Date): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(r.placed_at) as since, min(r.starts_at) as due
      from seat_reservation r join seat s on s.id = r.seat_id
      where r.status = 'asked' and r.ends_at > ${now} and (${libraryIds}::bigint[] is null or s.library_id = any(${libraryIds}::bigint[]))`,
  );
