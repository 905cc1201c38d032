import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';
import type { QueuedHold } from '../rules/holds/hold-queue.ts';

interface ShelfCopy {
  id: number;
  bibId: number;
  libraryId: number;
  itemType: string;
}

/**
 * Who waits for a title besides this member, and the copies that are free on a shelf.
 * @param today holds that are paused beyond it do not count
 */
export async function selectDemand(
  db: Db | Tx,
  about: { bibId: number; memberId: number; today: LocalDate },
): Promise<{ waiting: QueuedHold[]; free: ShelfCopy[] }> {
  const waiting =
    await sql<QueuedHold>`select h.id, m.id as member_id, m.category_id, m.home_library_id, h.pickup_library_id, h.wanted_item_id,
      h.suspended_at is not null as suspended, h.suspended_until
    from hold h join member m on m.id = h.member_id
    where h.bib_id = ${about.bibId} and h.status = 'queued' and h.member_id <> ${about.memberId}
      and m.status = 'active' and m.restricted_at is null
      and (h.suspended_at is null or h.suspended_until <= ${about.today}::date)
    order by h.place`.execute(db);
  const free = await sql<ShelfCopy>`select id, bib_id, library_id, item_type from item
    where bib_id = ${about.bibId} and status = 'available' and not on_loan and set_aside is null
    order by id`.execute(db);
  return { waiting: waiting.rows, free: free.rows };
}
