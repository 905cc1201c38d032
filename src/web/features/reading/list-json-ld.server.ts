import type { SharedList, ShownEntry } from '#modules/lending/reading';
import { availabilityOf, type Availability } from '#modules/collection/catalog/client';
import { scriptSafeJson } from '#web/kit/answers/json-ld.server.ts';

/** It can be read now, on paper or on a screen. */
const AT_HAND = new Set<Availability['state']>(['here', 'read_here', 'digital']);

/** A shared list in the words of schema.org: an ItemList of works with whether they can be had now. Names nobody. */
export function listJsonLd(list: SharedList & { entries: readonly ShownEntry[] }, origin: string): string {
  return scriptSafeJson({
    '@context': 'https://schema.org',
    '@type': 'ItemList',
    '@id': `${origin}/daftar-bacaan/${list.shareToken}`,
    name: list.title,
    description: list.description ?? undefined,
    numberOfItems: list.entryCount,
    dateModified: list.changedAt.toISOString(),
    itemListElement: list.entries.map(({ card, place }) => ({
      '@type': 'ListItem',
      position: place,
      item: {
        '@type': 'Book',
        '@id': `${origin}/katalog/${card.id}`,
        url: `${origin}/katalog/${card.id}`,
        name: card.title,
        author: card.authors[0],
        offers: {
          '@type': 'Offer',
          availability: AT_HAND.has(availabilityOf(card).state)
            ? 'https://schema.org/InStock'
            : 'https://schema.org/OutOfStock',
          businessFunction: 'http://purl.org/goodrelations/v1#LeaseOut',
          price: 0,
          priceCurrency: 'IDR',
        },
      },
    })),
  });
}
