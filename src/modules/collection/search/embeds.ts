import { coverAddress, selectBibCards } from '#modules/collection/catalog';
import { m } from '#i18n/messages';
import type { EmbedCard, EmbedKind } from '#platform/embeds';
import { suggest } from './suggest.ts';

/** Longer ones are no id. */
const ID = /^\d{1,12}$/;
/** More letters are no title that somebody types. */
const LONGEST = 100;

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
    const cards = await selectBibCards(db, refs.filter((ref) => ID.test(ref)).map(Number));
    return new Map(
      cards.map((card): [string, EmbedCard] => {
        const available = card.holdings.reduce((sum, holding) => sum + holding.available, 0);
        return [
          String(card.id),
          {
            title: card.title,
            href: `/katalog/${card.id}`,
            lines: [[card.authors[0] ?? card.responsibility, card.year].filter(Boolean).join(' · ')].filter(Boolean),
            state:
              available > 0
                ? { kind: 'on', words: m.search_embed_here({ count: available }) }
                : { kind: 'wait', words: m.search_embed_away() },
            picture: coverAddress(card.coverKey, card.id),
          },
        ];
      }),
    );
  },
};

/** What writings can show of it. */
export const embeds: readonly EmbedKind[] = [record];
