import {
  citedName,
  coverAddress,
  livingBib,
  saidName,
  selectBibCards,
  type BibCard,
} from '#modules/collection/catalog';
import { m } from '#i18n/messages';
import type { EmbedCard, EmbedKind } from '#platform/embeds';
import { suggest } from './suggest.ts';

/** Longer ones are no id. */
const ID = /^\d{1,12}$/;
/** More letters are no title that somebody types. */
const LONGEST = 100;

function cardOf({ id, title, authors, responsibility, year, holdings, coverKey }: BibCard): EmbedCard {
  const available = holdings.reduce((sum, holding) => sum + holding.available, 0);
  return {
    title,
    href: `/katalog/${id}`,
    lines: [
      [authors[0] === undefined ? responsibility : saidName(citedName(authors[0], false)), year]
        .filter(Boolean)
        .join(' · '),
    ].filter(Boolean),
    state:
      available > 0
        ? { kind: 'on', words: m.search_embed_here({ count: available }) }
        : { kind: 'wait', words: m.search_embed_away() },
    picture: coverAddress(coverKey, id),
  };
}

/** A record by its number, with its cover and what is on a shelf at this moment. */
const record: EmbedKind = {
  kind: 'record',
  name: m.search_embed_record,
  async choices(ctx, asked) {
    const { titles } = await suggest(ctx, asked.slice(0, LONGEST));
    return titles.map(({ id, title, author }) => ({
      ref: String(id),
      words: [title, author].filter(Boolean).join(' · '),
    }));
  },
  async show({ db }, refs) {
    const asked = refs.filter((ref) => ID.test(ref)).map(Number);
    const cards = new Map((await selectBibCards(db, asked)).map((card) => [String(card.id), cardOf(card)]));
    for (const bibId of asked) {
      if (cards.has(String(bibId))) continue;
      // what was merged is shown as what it became
      const living = await livingBib({ db }, bibId);
      const [card] = living === null ? [] : await selectBibCards(db, [living]);
      if (card) cards.set(String(bibId), cardOf(card));
    }
    return cards;
  },
};

/** What writings can show of it. */
export const embeds: readonly EmbedKind[] = [record];
