import type { BibDetail, PublicItem } from '#modules/collection/catalog';
import { holdingsOf, type CopyState, type Holding } from '#modules/collection/catalog/client';
import type { CopyLending } from '#modules/lending/circulation';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { sentenceOf } from '#platform/requests/problem';
import type { Ctx, Locale } from '#platform/context';
import { languageName } from '#modules/collection/search';
import { localDate } from '#shared/dates';
import { formatIsbn13 } from '#shared/isbn';
import { catalogHref, readCatalogQuery } from '#web/features/search/parts/catalog-query.ts';
import { COPY_WORDS, dayBack } from '#web/features/catalog/parts/describe-book.server.ts';
import { personName } from '#web/features/members/parts/person-name.server.ts';

/** A link or plain words. */
export interface Linked {
  text: string;
  href: string | null;
}
/** One line of the details. */
export interface DetailLine {
  label: string;
  values: Linked[];
  /** Figures or a call number. */
  mono?: boolean;
}
/** Copies of one library that read alike. */
export interface CopyLine {
  key: string;
  library: string;
  libraryHref: string;
  space: string | null;
  callNumber: string | null;
  kind: 'on' | 'out' | 'wait' | 'here' | 'off';
  state: string;
  /** `kembali Senin, 30 November` */
  note: string | null;
  /** For the shelf around it. */
  shelfHref: string | null;
}

const everything = readCatalogQuery(new URLSearchParams());
const limitedTo = (name: 'pengarang' | 'subjek' | 'kelas', value: string): string =>
  localizeHref(catalogHref(everything, { lists: { ...everything.lists, [name]: [value] } }));
const searchFor = (q: string): string => localizeHref(catalogHref(everything, { q }));

/** Who made it, as people say the names, each leading to what else they made. */
export const authorsOf = ({ derived }: BibDetail): { name: string; role: string | null; href: string }[] =>
  derived.authors.map(({ name, role, tag }) => ({
    name: personName(name, !tag.endsWith('00')),
    role,
    href: limitedTo('pengarang', name),
  }));

export const subjectsOf = ({ derived }: BibDetail): Linked[] =>
  derived.subjects.map(({ heading }) => ({
    text: heading.replaceAll(' -- ', ', '),
    href: limitedTo('subjek', heading),
  }));

const plain = (text: string | null | undefined): Linked[] => (text ? [{ text, href: null }] : []);

/** The details in the order of a catalogue card; what the record does not say has no line. */
export function detailLines({ derived }: BibDetail, locale: Locale): DetailLine[] {
  const published = [[derived.place, derived.publisher].filter(Boolean).join(': '), derived.year]
    .filter(Boolean)
    .join(', ');
  const lines: DetailLine[] = [
    { label: m.opac_published(), values: plain(published) },
    { label: m.opac_edition(), values: plain(derived.edition) },
    { label: m.opac_physical(), values: plain(derived.extent) },
    {
      label: m.opac_series(),
      values: derived.series.map(({ title, volume }) => ({
        text: volume ? `${title}, ${volume}` : title,
        href: searchFor(`seri:"${title.replaceAll('"', '')}"`),
      })),
    },
    { label: m.opac_language(), values: plain(derived.languages.map((code) => languageName(code, locale)).join(', ')) },
    { label: 'ISBN', values: plain(derived.isbns.map(formatIsbn13).join(', ')), mono: true },
    { label: 'ISSN', values: plain(derived.issns.join(', ')), mono: true },
    {
      label: m.opac_class(),
      values: derived.ddc ? [{ text: classText(derived.ddc, locale), href: limitedTo('kelas', derived.ddc) }] : [],
    },
    { label: m.opac_other_titles(), values: derived.alternateTitles.map((text) => ({ text, href: null })) },
    { label: m.opac_responsibility(), values: plain(derived.responsibility) },
    { label: m.opac_genres(), values: plain(derived.genres.join(', ')) },
    { label: m.opac_notes(), values: derived.notes.map((text) => ({ text, href: null })) },
    {
      label: m.opac_online(),
      values: derived.urls
        .filter(({ url }) => /^https?:\/\//.test(url))
        .map(({ url, label }) => ({ text: label ?? url, href: url })),
    },
  ];
  return lines.filter((line) => line.values.length > 0);
}

/** `959.828, Sejarah dan geografi` */
function classText(ddc: string, locale: Locale): string {
  const main = /^2X/i.test(ddc) ? '2x' : ddc.charAt(0);
  const name = sentenceOf('search', `ddc.${main}`, {}, locale);
  return name ? `${ddc}, ${name}` : ddc;
}

/** A copy with what is known of its lending. */
export type LentItem = PublicItem & CopyLending;

/** Copies by library, as lists count them; in the network's order. */
export const holdingsOfItems = (items: readonly PublicItem[]): Holding[] =>
  holdingsOf(items.map((item) => ({ ...item, readHere: item.state === 'read_here', count: 1 })));

/** The table "where": copies that read alike are one line. */
export function copyLines(items: readonly LentItem[], ctx: Pick<Ctx, 'locale' | 'clock'>): CopyLine[] {
  const groups = Map.groupBy(items, (item) => {
    const back = item.state === 'lent' && item.until ? localDate(item.until, item.timeZone) : '';
    return [item.libraryId, item.spaceId, item.callNumber, item.itemType, item.state, back].join('|');
  });
  return [...groups].flatMap(([key, [first, ...others]]) => {
    if (!first || first.state === null) return [];
    const type = ctx.locale === 'en' ? first.itemTypeNameEn : first.itemTypeNameId;
    return {
      key,
      library: first.libraryName,
      libraryHref: localizeHref(`/perpustakaan/${first.libraryCode.toLowerCase()}`),
      space: [first.spaceName, type].filter(Boolean).join(' · '),
      callNumber: first.callNumber,
      kind: COPY_WORDS[first.state].kind,
      state: stateWords(first.state, others.length + 1),
      note: noteOf(first, ctx),
      shelfHref: first.callNumber ? localizeHref(`/rak/${first.bibId}?perpus=${first.libraryId}`) : null,
    };
  });
}

function stateWords(state: CopyState, count: number): string {
  if (state === 'here') return m.opac_copies_in({ count });
  if (state === 'lent' && count > 1) return m.opac_copies_lent({ count });
  return COPY_WORDS[state].words();
}

function noteOf(item: LentItem, ctx: Pick<Ctx, 'locale' | 'clock'>): string | null {
  const date = dayBack(ctx, item);
  if (date === null) return null;
  return item.state === 'lent' ? m.opac_back_on({ date }) : m.opac_for_program_until({ date });
}
