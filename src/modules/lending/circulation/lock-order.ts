import type { Tx } from '#platform/database/db';
import { lockItems, type ItemForLoan } from '#modules/collection/catalog';
import { lockMemberForLoan, type LoanMember } from '#modules/people/members';
import { lockQueue } from './data/holds.queries.ts';

/** What an act is about to change, or may have to. Of each kind any number, in any order, some of them twice. */
export interface ToLock {
  memberNumbers?: readonly string[];
  barcodes?: readonly string[];
  /** Records whose queues change. */
  bibIds?: readonly number[];
}
export interface Locked {
  /** By number as it was given; a number of nobody is not in it. */
  members: ReadonlyMap<string, LoanMember>;
  /** By barcode as it was given; a code of no copy is not in it. */
  items: ReadonlyMap<string, ItemForLoan>;
}

/**
 * **The one order of locks: members, then copies, then queues, each sorted.** Whoever changes several of them takes them here, all before the
 * first change, and single ones in the same order: two acts that do so never wait for each other. Rows of single loans, bookings, holds and
 * journeys come after these; a bulk loan, a stocktake and what else only one module knows before them.
 */
export async function lockInOrder(
  trx: Tx,
  { memberNumbers = [], barcodes = [], bibIds = [] }: ToLock,
): Promise<Locked> {
  // asked at once; a transaction does what it is asked in the order in which it is asked
  const [people, copies] = await Promise.all([
    Promise.all(
      [...new Set(memberNumbers.toSorted())].map(
        async (number) => [number, await lockMemberForLoan(trx, number)] as const,
      ),
    ),
    lockItems(trx, barcodes),
  ]);
  const members = new Map<string, LoanMember>();
  for (const [number, member] of people) if (member) members.set(number, member);
  const locked = new Map(copies.map((item) => [item.barcode, item]));
  const items = new Map<string, ItemForLoan>();
  for (const barcode of barcodes) {
    const item = locked.get(barcode.trim());
    if (item) items.set(barcode, item);
  }
  await lockQueues(trx, bibIds);
  return { members, items };
}

/** Only the queues, of whoever holds the copies already. */
export async function lockQueues(trx: Tx, bibIds: readonly number[]): Promise<void> {
  for (const bibId of new Set(bibIds.toSorted((a, b) => a - b))) await lockQueue(trx, bibId);
}
