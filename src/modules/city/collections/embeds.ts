import { coverAddress } from '#modules/collection/catalog';
import type { EmbedCard, EmbedKind } from '#platform/embeds';
import { m } from '#i18n/messages';
import { collectionsById, collectionsByTitle, type ShownCollection } from './view-collections.ts';

const MOST_CHOICES = 8;
/** What is read of what was typed. */
const MOST_READ = 120;

/** The first of its records that has a photograph of its cover. */
const pictureOf = ({ records }: ShownCollection): string | null =>
  records
    .map(({ card }) => (card.coverKey === null ? null : coverAddress(card.coverKey, card.id)))
    .find((address) => address !== null) ?? null;

const cardOf = (collection: ShownCollection): EmbedCard => ({
  title: collection.title,
  href: `/koleksi-pilihan/${collection.slug}`,
  lines: [collection.summary, collection.madeBy].filter((line) => line !== ''),
  state: {
    kind: collection.onShelf > 0 ? 'on' : 'off',
    words: m.collections_on_shelf({ count: collection.onShelf, all: collection.total }),
  },
  picture: pictureOf(collection),
});

/** A collection stands in a writing as a card that says how many of its books are on a shelf when it is read. */
export const embeds: readonly EmbedKind[] = [
  {
    kind: 'collection',
    name: m.collections_embed_name,
    choices: async (ctx, asked) => {
      const typed = asked.trim().slice(0, MOST_READ).replaceAll('\0', '').toWellFormed();
      const found = await collectionsByTitle(ctx, typed, { limit: MOST_CHOICES });
      return found.map(({ id, title }) => ({ ref: String(id), words: title }));
    },
    show: async (ctx, refs) => {
      const ids = refs.filter((ref) => /^\d{1,15}$/.test(ref)).map(Number);
      const collections = await collectionsById(ctx, ids);
      return new Map(collections.map((collection) => [String(collection.id), cardOf(collection)]));
    },
  },
];
