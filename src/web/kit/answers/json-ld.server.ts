import type { BibDetail, PublicItem } from '#modules/collection/catalog';
import type { BibVoices } from '#modules/lending/reading';
import { MAX_STARS } from '#modules/lending/reading/client';
import { personName } from '#web/features/members/parts/person-name.server.ts';

/** A record in the words of schema.org, for search engines. Safe to stand in a script element. */
export function jsonLdOf(
  bib: BibDetail,
  items: readonly PublicItem[],
  address: string,
  voices: Pick<BibVoices, 'average' | 'count'>,
): string {
  const { derived } = bib;
  const data = {
    '@context': 'https://schema.org',
    '@type': derived.materialKind === 'buku' || derived.materialKind === 'buku_anak' ? 'Book' : 'CreativeWork',
    '@id': address,
    url: address,
    name: derived.subtitle ? `${derived.title}: ${derived.subtitle}` : derived.title,
    author: derived.authors.map(({ name, tag }) => ({
      '@type': tag.endsWith('00') ? 'Person' : 'Organization',
      name: personName(name, !tag.endsWith('00')),
    })),
    isbn: derived.isbns[0],
    bookEdition: derived.edition ?? undefined,
    datePublished: derived.year === null ? undefined : String(derived.year),
    publisher: derived.publisher === null ? undefined : { '@type': 'Organization', name: derived.publisher },
    inLanguage: derived.languages,
    about: derived.subjects.map(({ heading }) => heading),
    description: derived.summary ?? undefined,
    aggregateRating:
      voices.average === null
        ? undefined
        : { '@type': 'AggregateRating', ratingValue: voices.average, bestRating: MAX_STARS, ratingCount: voices.count },
    offers: items.map((item) => ({
      '@type': 'Offer',
      availability: item.available ? 'https://schema.org/InStock' : 'https://schema.org/OutOfStock',
      businessFunction: 'http://purl.org/goodrelations/v1#LeaseOut',
      price: 0,
      priceCurrency: 'IDR',
      itemOffered: { '@type': 'IndividualProduct', serialNumber: item.barcode },
      offeredBy: { '@type': 'Library', name: item.libraryName },
    })),
  };
  return scriptSafeJson(data);
}

/** JSON that may stand in a script element: nothing in it can end one, and nothing is changed by escaping. */
export const scriptSafeJson = (data: object): string =>
  JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
