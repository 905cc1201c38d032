import type { BibDetail, PublicItem } from '#modules/catalog';
import type { CopyLending } from '#modules/circulation';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { sentenceOf } from '#platform/problem';
import type { Locale } from '#platform/context';
import { languageName } from '#modules/search';
import { formatRelativeDate, localDate, type LocalDate } from '#shared/dates';
import { formatIsbn13 } from '#shared/isbn';
import { catalogHref, readCatalogQuery } from '#web/catalog-query.ts';
import type { Holding } from '#web/availability.ts';
import { personName } from '#web/person-name.server.ts';

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

/** Copies counted by library, as the sentence over the record needs them; in the network's order. */
export function holdingsOf(items: readonly LentItem[]): Holding[] {
  const byLibrary = new Map<number, Holding & { readHere: number }>();
  for (const item of items) {
    if (item.status === 'lost' || item.status === 'missing') continue;
    const holding = byLibrary.get(item.libraryId) ?? {
      libraryId: item.libraryId,
      libraryName: item.libraryName,
      callNumber: item.callNumber,
      total: 0,
      available: 0,
      readHere: 0,
    };
    holding.total += 1;
    if (item.available) {
      if (!item.referenceOnly && holding.available === 0) holding.callNumber = item.callNumber;
      holding[item.referenceOnly ? 'readHere' : 'available'] += 1;
    }
    byLibrary.set(item.libraryId, holding);
  }
  return [...byLibrary.values()];
}

/** The table "where": copies that read alike are one line. @param day today and the zone whose day that is, for days in words */
export function copyLines(items: readonly LentItem[], day: Day, locale: Locale): CopyLine[] {
  const groups = new Map<string, LentItem[]>();
  for (const item of items) {
    if (item.status === 'lost') continue;
    const state = item.onLoan
      ? `out ${item.dueAt ? localDate(item.dueAt, day.zone) : ''}`
      : (item.setAside ?? item.status);
    const key = [item.libraryId, item.spaceId, item.callNumber, item.itemType, state].join('|');
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups].flatMap(([key, [first, ...others]]) => {
    if (!first) return [];
    const type = locale === 'en' ? first.itemTypeNameEn : first.itemTypeNameId;
    return {
      key,
      library: first.libraryName,
      libraryHref: localizeHref(`/perpustakaan/${first.libraryCode.toLowerCase()}`),
      space: [first.spaceName, type].filter(Boolean).join(' · '),
      callNumber: first.callNumber,
      ...stateOf(first, others.length + 1, day, locale),
      shelfHref: first.callNumber ? localizeHref(`/rak/${first.bibId}?perpus=${first.libraryId}`) : null,
    };
  });
}

/** Today, and the zone whose day that is. */
interface Day {
  today: LocalDate;
  zone: string;
}

function stateOf(
  item: LentItem,
  count: number,
  { today, zone }: Day,
  locale: Locale,
): Pick<CopyLine, 'kind' | 'state' | 'note'> {
  if (item.available && item.referenceOnly) return { kind: 'here', state: m.opac_read_here(), note: null };
  if (item.available) return { kind: 'on', state: m.opac_copies_in({ count }), note: null };
  if (item.onLoan) {
    const due = item.dueAt && localDate(item.dueAt, zone);
    return {
      kind: 'out',
      state: count > 1 ? m.opac_copies_lent({ count }) : m.opac_away(),
      // a day that has passed promises nothing
      note: due !== null && due >= today ? m.opac_back_on({ date: formatRelativeDate(due, today, locale) }) : null,
    };
  }
  if (item.setAside === 'waiting') return { kind: 'wait', state: m.opac_kept(), note: null };
  if (item.setAside === 'bulk_loan') return { kind: 'out', state: m.opac_in_bulk_loan(), note: null };
  if (item.setAside === 'program') {
    const until = item.forProgramUntil && localDate(item.forProgramUntil, zone);
    const note = until === null ? null : m.opac_for_program_until({ date: formatRelativeDate(until, today, locale) });
    return { kind: 'wait', state: m.opac_for_program(), note };
  }
  if (item.setAside === 'in_transit') return { kind: 'wait', state: m.opac_on_the_way(), note: null };
  if (item.status === 'in_processing') return { kind: 'wait', state: m.opac_in_processing(), note: null };
  if (item.status === 'repair' || item.status === 'damaged') {
    return { kind: 'off', state: m.opac_in_repair(), note: null };
  }
  return { kind: 'off', state: m.opac_not_found_now(), note: null };
}
