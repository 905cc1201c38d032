import { sql } from 'kysely';
import { askWaiting } from '#platform/database/ask-waiting';
import type { Db } from '#platform/database/db';
import type { Waiting } from '#platform/places';

/** Loans of libraries (null: of all) that were due before an instant and are still out. */
export const countLongOverdue = async (db: Db, libraryIds: readonly number[] | null, before: Date): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(due_at) as since from loan
      where status = 'open' and due_at < ${before} and (${libraryIds}::bigint[] is null or library_id = any(${libraryIds}::bigint[]))`,
  );

/** Copies kept at libraries (null: at all) for readers of whom today is the last day, by the calendar of the library. */
export const countLastDay = async (db: Db, libraryIds: readonly number[] | null, now: Date): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(h.waiting_since) as since, min((h.keep_until + 1)::timestamp at time zone library.time_zone) as due
      from hold h join library on library.id = h.pickup_library_id
      where h.status = 'waiting' and h.keep_until <= (${now}::timestamptz at time zone library.time_zone)::date
        and (${libraryIds}::bigint[] is null or h.pickup_library_id = any(${libraryIds}::bigint[]))`,
  );

/** Copies that lie at libraries (null: at any) and are to be sent to another one. */
export const countToSend = async (db: Db, libraryIds: readonly number[] | null): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(requested_at) as since from transit
      where received_at is null and cancelled_at is null and sent_at is null and (${libraryIds}::bigint[] is null or from_library_id = any(${libraryIds}::bigint[]))`,
  );

/** Copies that were sent to libraries (null: to any) before an instant and have not come. */
export const countNotArrived = async (db: Db, libraryIds: readonly number[] | null, before: Date): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(sent_at) as since, min(sent_at) as due from transit
      where received_at is null and cancelled_at is null and sent_at < ${before} and (${libraryIds}::bigint[] is null or to_library_id = any(${libraryIds}::bigint[]))`,
  );
