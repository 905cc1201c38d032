import { sql } from 'kysely';
import type { Tx } from '#platform/database/db';
import { stakesIn } from '#platform/stakes';

/**
 * Was a copy in somebody's hands after an instant: lent or taken back (a copy out of a return box when staff took it out), laid ready, sent
 * or received, caught for somebody, or scanned in a stocktake? What a return of before, written down later, has done is none of it.
 */
export async function seenSince(trx: Tx, itemId: number, since: Date): Promise<boolean> {
  const byEarlierReturn = (at: string) => sql`exists (select from loan l where l.item_id = ${itemId}
    and l.return_recorded_at = ${sql.ref(at)} and l.returned_at <= ${since} and l.dropped_at is null)`;
  const found = await sql<{ seen: boolean }>`select exists (
      select from loan where item_id = ${itemId} and (loaned_at > ${since} or returned_at > ${since}
        or (dropped_at is not null and return_recorded_at > ${since})))
    or exists (
      select from transit where item_id = ${itemId} and (sent_at > ${since} or received_at > ${since}
        or (requested_at > ${since} and not ${byEarlierReturn('transit.requestedAt')})))
    or exists (
      select from hold where item_id = ${itemId} and waiting_since > ${since}
        and not ${byEarlierReturn('hold.waitingSince')})
    or exists (
      select from ${stakesIn('sighting')} stake where item_id = ${itemId} and at > ${since}) as seen`.execute(trx);
  return found.rows[0]?.seen ?? false;
}
