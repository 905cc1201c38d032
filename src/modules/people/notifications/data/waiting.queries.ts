import { sql } from 'kysely';
import { askWaiting } from '#platform/database/ask-waiting';
import { askWhether } from '#platform/database/ask-whether';
import type { Db } from '#platform/database/db';
import type { Waiting } from '#platform/places';

/** Deliveries of libraries (null: of all) of which nobody knows whether they went out, and those that failed since an instant. */
export const countToDecide = async (db: Db, libraryIds: readonly number[] | null, since: Date): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(created_at) as since from delivery
      where (state = 'unknown' or (state = 'failed' and created_at >= ${since})) and (${libraryIds}::bigint[] is null or library_id = any(${libraryIds}::bigint[]))`,
  );

/** Is a mail due, to a member or a guest? */
export const mailsAreDue = async (db: Db, now: Date): Promise<boolean> =>
  askWhether(
    db,
    sql<{ found: boolean }>`select exists (select from delivery
        where state = 'pending' and channel <> 'phone' and channel = 'email' and next_attempt_at <= ${now})
      or exists (select from guest_message
        where state = 'pending' and email is not null and next_attempt_at <= ${now} and expires_at > ${now}) as found`,
  );
