import { search } from '#modules/collection/search';
import type { Ctx } from '#platform/context';
import { normaliseIsbn } from '#shared/isbn';

/** So many titles are offered to choose from. */
const OFFERED = 8;

/** Ids of the titles that staff may mean: by words of a title, an ISBN, or the number or address of a record. */
export async function matchingTitles(ctx: Ctx, wanted: string): Promise<number[]> {
  const isbn = normaliseIsbn(wanted);
  if (isbn !== null) {
    const { hits, correctedFrom } = await search(ctx, { q: `isbn:${isbn}`, limit: OFFERED, typing: true });
    return correctedFrom === null ? hits.map((card) => card.id) : [];
  }
  const address = /\/katalog\/(\d{1,9})\/?$/.exec(wanted)?.[1];
  if (address !== undefined) return [Number(address)];
  // half a word is enough, and what staff look for here is no reader's vain search
  const { hits } = await search(ctx, { q: wanted, limit: OFFERED, typing: true });
  const ids = hits.map((card) => card.id);
  // "1984" is a title, and may be the number of a record
  return /^\d{1,9}$/.test(wanted) ? [...new Set([Number(wanted), ...ids])] : ids;
}
