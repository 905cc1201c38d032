import type { Tx } from '#platform/database/db';
import { findItemByBarcode } from '#modules/collection/catalog';
import { seenSince } from '../data/seen-since.queries.ts';

/**
 * Did a copy go over a desk, into a box or past a stocktake after an instant? What was written down of it for before does not hold any more. The
 * caller has locked the copy.
 */
export async function wasSeenSince(trx: Tx, barcode: string, since: Date): Promise<boolean> {
  const item = await findItemByBarcode(trx, barcode);
  return item !== null && seenSince(trx, item.id, since);
}
