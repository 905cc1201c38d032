import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/** Ended bookings of nobody whose data are only kept, and of nobody who keeps a history (consent). */
const linkedBefore = (before: Date) => sql`
  from booking join member on member.id = booking.member_id
  where booking.ended_at < ${before} and member.restricted_at is null and coalesce((
    select event.act from consent_event event
    where event.member_id = booking.member_id and event.purpose = 'reading_history' order by event.id desc limit 1
  ), 'withdrawn') <> 'given'`;

export async function countLinkedBookings(db: Db, before: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count ${linkedBefore(before)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Whose they were goes, with the words and the name; those that somebody else works on are left for the next run. @returns their ids */
export async function cutBookings(trx: Tx, before: Date, limit: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`update booking set member_id = null, purpose = '',
      placed_by = case when placed_by = m.full_name then '…' else placed_by end,
      ended_by = case when ended_by = m.full_name then '…' else ended_by end
    from member m
    where m.id = booking.member_id and booking.id in (
      select booking.id ${linkedBefore(before)} order by booking.id limit ${limit} for update of booking skip locked
    ) returning booking.id`.execute(trx);
  return rows.map(({ id }) => id);
}
