import { blockHolds, isExpired } from '#modules/people/members';
import { localDate } from '#shared/dates';
import type { Membership } from './data/memberships.queries.ts';

/** May this member borrow files at an instant? By the day of their own library: no block holds, the card has not run out. */
export function mayBorrow({ status, expiresOn, blocks, timeZone }: Membership, now: Date): boolean {
  const today = localDate(now, timeZone);
  return status === 'active' && !isExpired(expiresOn, today) && !blocks.some((block) => blockHolds(block, today));
}
