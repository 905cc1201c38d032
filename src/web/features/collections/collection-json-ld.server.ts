import type { ShownCollection } from '#modules/city/collections';
import { scriptSafeJson } from '#web/kit/answers/json-ld.server.ts';

/** A collection in the words of schema.org: an ItemList of works with whether a copy stands on a shelf now. @param first the place in it of the first record that is given */
export const collectionJsonLd = (collection: ShownCollection, first: number, origin: string): string =>
  scriptSafeJson({
    '@context': 'https://schema.org',
    '@type': 'ItemList',
    '@id': `${origin}/koleksi-pilihan/${collection.slug}`,
    name: collection.title,
    description: collection.summary || undefined,
    inLanguage: collection.language,
    numberOfItems: collection.total,
    dateModified: collection.changedAt.toISOString(),
    itemListElement: collection.records.map(({ card, sentence }, i) => ({
      '@type': 'ListItem',
      position: first + i,
      description: sentence || undefined,
      item: { '@type': 'Book', url: `${origin}/katalog/${card.id}`, name: card.title, author: card.authors[0] },
    })),
  });
