import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/** A hold as limits count it. */
export interface HoldThatCounts {
  bibId: number;
  pickupLibraryId: number;
  running: boolean;
  /** It was placed since the instant that was asked for. */
  today: boolean;
  /** The kinds of the copies that would do: none that is gone or damaged. */
  itemTypes: string[];
}

/** What a member's limits count: the holds that run, and those placed since an instant, whatever became of them. */
export async function selectHoldsThatCount(trx: Db | Tx, memberId: number, since: Date): Promise<HoldThatCounts[]> {
  const found = await sql<HoldThatCounts>`select h.bib_id, h.pickup_library_id,
      h.status in ('queued', 'in_transit', 'waiting') as running, h.placed_at >= ${since} as today,
      array(select distinct i.item_type from item i
        where i.bib_id = h.bib_id and i.status not in ('lost', 'missing', 'withdrawn', 'damaged')
          and (h.wanted_item_id is null or h.wanted_item_id = i.id)) as item_types
    from hold h
    where h.member_id = ${memberId} and (h.status in ('queued', 'in_transit', 'waiting') or h.placed_at >= ${since})`.execute(
    trx,
  );
  return found.rows;
}
