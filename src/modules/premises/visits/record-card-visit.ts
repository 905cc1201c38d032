import { findCardHolder } from '#modules/people/members';
import { authorize, serves } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import type { RecordedVisit } from './client.ts';
import { countCard } from './count-card.ts';
import { instantOf, libraryOf, viaOf } from './count-visit.ts';
import { visitErrors } from './errors.ts';
import { cardVisitInput, type CardVisitInput } from './schema.ts';

/**
 * Counts whoever shows a card at the door of a library. Needs `visits.record` there. A card counts whether or not it may borrow.
 * Throws `visits.unknown_card` for a card of nobody, a lost one, one of somebody whose data are only kept, and at a school one of
 * another school.
 */
export const recordCardVisit = async (ctx: Ctx, input: CardVisitInput): Promise<RecordedVisit> =>
  ctx.db.transaction().execute(async (trx) => recordCardVisitWithin(trx, ctx, input));

/** The same inside a transaction that is already open. */
export async function recordCardVisitWithin(trx: Tx, ctx: Ctx, input: CardVisitInput): Promise<RecordedVisit> {
  const { libraryId, card, nonce = null, purpose = null, ...rest } = parseInput(cardVisitInput, input);
  authorize(ctx, 'visits.record', libraryId);
  const at = instantOf(ctx, rest.at);
  const library = await libraryOf({ ...ctx, db: trx }, libraryId);
  const holder = await findCardHolder(trx, card);
  if (!holder?.usable || !serves(ctx.actor, 'visits.record', holder.homeLibraryId)) throw visitErrors.unknownCard();
  return countCard(trx, ctx, { library, holder, at, nonce, purpose, via: viaOf(ctx) });
}
