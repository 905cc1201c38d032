import { PARTNER_KINDS, type PartnerKind } from '#modules/city/partners/client';
import type { NamedPartner } from '#modules/city/partners';
import type { Locale } from '#platform/context';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { scriptSafeJson } from '#web/kit/answers/json-ld.server.ts';
import { kindWords } from './partner-words.server.ts';

const PATH = '/mitra';

/** What they are, as links that narrow the list; null = all of them. A kind without anybody is not there. */
export function publicKinds(
  partners: readonly NamedPartner[],
  asked: string | null,
): { kind: PartnerKind | null; kinds: { key: string; label: string; href: string; count: number; isHere: boolean }[] } {
  const there = PARTNER_KINDS.filter((kind) => partners.some((one) => one.kind === kind));
  const kind = there.find((one) => one === asked) ?? null;
  const of = there.map((one) => ({
    ...{ key: one, label: kindWords(one), href: localizeHref(`${PATH}?jenis=${one}`), isHere: one === kind },
    count: partners.filter((partner) => partner.kind === one).length,
  }));
  const all = { key: '', label: m.partners_public_all(), href: localizeHref(PATH), count: partners.length };
  // of one kind alone there is nothing to choose
  return { kind, kinds: there.length < 2 ? [] : [{ ...all, isHere: kind === null }, ...of] };
}

/** A partner as everybody sees them. */
export const publicPartner = ({ id, kind, name, story, language, site, since }: NamedPartner, locale: Locale) => ({
  ...{ id, name, story, site },
  lang: language === locale ? undefined : language,
  note: [kindWords(kind), since !== null && m.partners_public_since({ year: since })].filter(Boolean).join(' · '),
});

/** All of them in the words of schema.org: a list of organisations and people. */
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
