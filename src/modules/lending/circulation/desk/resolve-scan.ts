import type { Ctx } from '#platform/context';
import { authorizeAnywhere, serves } from '#platform/rights/authorize';
import { findItemByBarcode, type ItemForLoan } from '#modules/collection/catalog';
import { findFormerCard, findMemberByNumber } from '#modules/people/members';

export type Scanned =
  | { kind: 'item'; item: ItemForLoan }
  | { kind: 'member'; number: string }
  /** A card that was replaced by another. */
  | { kind: 'old_card'; code: string }
  /** Neither; a page may look the words up among the members' names. */
  | { kind: 'unknown'; code: string };

/**
 * Is this a member's card or a copy's barcode? Spaces around it and inside a card number do not matter. Where a code is both, the copy wins, since books are
 * scanned far more often; `prefer: 'member'` (nobody is at the desk yet) turns that round.
 */
export async function resolveScan(ctx: Ctx, code: string, prefer: 'item' | 'member' = 'item'): Promise<Scanned> {
  authorizeAnywhere(ctx, 'loans.read');
  const trimmed = code.trim();
  if (trimmed === '') return { kind: 'unknown', code: '' };
  const [item, card] = await Promise.all([
    findItemByBarcode(ctx.db, trimmed),
    findMemberByNumber(ctx.db, trimmed.replaceAll(/\s+/g, '')),
  ]);
  // to a school's desk the cards of others are no cards
  const member = card && serves(ctx.actor, 'loans.read', card.homeLibraryId) ? card : null;
  if (member && (prefer === 'member' || !item)) return { kind: 'member', number: member.number };
  if (item) return { kind: 'item', item };
  if (await findFormerCard(ctx.db, trimmed)) return { kind: 'old_card', code: trimmed };
  return { kind: 'unknown', code: trimmed };
}
