import { PARTNER_KINDS } from '#modules/city/partners/client';
import type { NamedPartner } from '#modules/city/partners';
import type { Locale } from '#platform/context';
import { m } from '#i18n/messages';
import { scriptSafeJson } from '#web/kit/answers/json-ld.server.ts';
import { kindWords } from './partner-words.server.ts';

/** Partners by what they are, in the order of the kinds; a kind without anybody is not there. */
export const partnersByKind = (partners: readonly NamedPartner[], locale: Locale) =>
  PARTNER_KINDS.flatMap((kind) => {
    const found = partners.filter((one) => one.kind === kind);
    if (found.length === 0) return [];
    return [
      {
        kind,
        title: kindWords(kind),
        partners: found.map(({ id, name, story, language, site, since }) => ({
          ...{ id, name, story, site },
          lang: language === locale ? undefined : language,
          since: since === null ? '' : m.partners_public_since({ year: since }),
        })),
      },
    ];
  });

/** The same in the words of schema.org: a list of organisations and people. */
export const partnersJsonLd = (partners: readonly NamedPartner[], address: string): string =>
  scriptSafeJson({
    '@context': 'https://schema.org',
    '@type': 'ItemList',
    '@id': address,
    name: m.partners_public_title(),
    numberOfItems: partners.length,
    itemListElement: partners.map(({ kind, name, story, site }, i) => ({
      '@type': 'ListItem',
      position: i + 1,
      item: {
        '@type': kind === 'person' ? 'Person' : 'Organization',
        name,
        description: story || undefined,
        url: site || undefined,
      },
    })),
  });
