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

/** Is something about a thing still to be told: kept and not planned, or on its way? What is in doubt is not. */
export const waitsAbout = async (db: Db, about: string, now: Date): Promise<boolean> =>
  askWhether(
    db,
    sql<{ found: boolean }>`select exists (select from notification n
      where n.about = ${about} and n.withdrawn_at is null and (n.expires_at is null or n.expires_at > ${now})
        and (n.planned_at is null or exists (select from delivery_notification part join delivery d on d.id = part.delivery_id
          where part.notification_id = n.id and d.state in ('pending', 'sending')))) as found`,
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
