import { selectBibCards } from '#modules/collection/catalog';
import { search } from '#modules/collection/search';
import { foreseeHold, resolveScan } from '#modules/lending/circulation';
import { barcodeOfLink } from '#modules/stock/links';
import type { BibCard } from '#modules/collection/catalog';
import { canAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { m } from '#i18n/messages';
import { describeBook } from '#web/features/catalog/parts/describe-book.server.ts';
import { pickupOf } from '#web/features/circulation/parts/pickup-places.server.ts';
import type { TitleToHold } from './title-to-hold.ts';

/** Longer than any title that somebody types; what is longer finds nothing anyway. */
const LONGEST_QUERY = 200;

/** What is said before it is reserved: the turn, or why not. */
export async function foreseenInWords(
  ctx: Ctx,
  { memberNumber, bibId, pickup }: { memberNumber: string; bibId: number; pickup: string },
): Promise<Pick<TitleToHold, 'turn' | 'why' | 'overridable'>> {
  try {
    const { position, refusal } = await foreseeHold(ctx, { memberNumber, bibId, ...pickupOf(pickup) });
    return {
      turn: m.hold_desk_turn({ position }),
      why: refusal && explainError(refusal, ctx.locale),
      overridable: refusal?.params.overridable === true,
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { turn: '', why: explainError(error, ctx.locale), overridable: false };
  }
}

/** Titles by the words of a title, by an ISBN, or by the barcode of any copy. */
async function titlesBy(ctx: Ctx, q: string, limit: number, typing: boolean): Promise<BibCard[]> {
  const text = q
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, LONGEST_QUERY);
  if (text === '') return [];
  if (canAnywhere(ctx.actor, 'loans.read') && !/\s/.test(text)) {
    const found = await resolveScan(ctx, (await barcodeOfLink(ctx, text)) ?? text);
    if (found.kind === 'item') return selectBibCards(ctx.db, [found.item.bibId]);
  }
  return (await search(ctx, { q: text, limit, typing })).hits;
}

/** What a desk may reserve for a member, each with the turn it would get or the reason why not. */
export async function titlesToHold(
  ctx: Ctx,
  { q, memberNumber, pickup, limit, typing = false }: TitleQuery,
): Promise<TitleToHold[]> {
  const cards = await titlesBy(ctx, q, limit, typing);
  return Promise.all(
    cards.map(async (card) => {
      const { title, byline, availability } = describeBook(ctx, card);
      return {
        bibId: card.id,
        title,
        byline,
        kind: availability.kind,
        availability: availability.sentence,
        ...(await foreseenInWords(ctx, { memberNumber, bibId: card.id, pickup })),
      };
    }),
  );
}
interface TitleQuery {
  q: string;
  memberNumber: string;
  /** Where it is collected (`pickup-places.server.ts`). */
  pickup: string;
  limit: number;
  /** The last word may be unfinished. */
  typing?: boolean;
}
