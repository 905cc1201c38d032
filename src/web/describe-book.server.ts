import { coverAddress, type BibCard } from '#modules/catalog';
import { m } from '#i18n/messages';
import { chooseAvailability, type Holding } from '#web/availability.ts';
import type { AvailabilityView, BookView, TitlePart } from '#web/book-view.ts';
import { personName } from '#web/person-name.server.ts';

/** Up to this many further libraries are named; more are counted. */
const NAMED = 2;

/** What a list shows of a title. @param mark cuts the title into pieces, to mark those that answer a query */
export function describeBook(
  card: BibCard,
  wanted: readonly number[] = [],
  mark: (title: string) => TitlePart[] = (title) => [{ text: title, hit: false }],
): BookView {
  const title = card.subtitle ? `${card.title}: ${card.subtitle}` : card.title;
  const author = card.authors[0] ? personName(card.authors[0]) : card.responsibility;
  return {
    id: card.id,
    title: card.title,
    parts: mark(title),
    author,
    byline: [author, card.year, card.publisher].filter((part) => part !== null && part !== '').join(' · '),
    photo: card.coverKey === null ? null : coverAddress(card.coverKey, card.id),
    availability: describeAvailability(card.holdings, wanted),
  };
}

/** `Ada 3 di Perpustakaan Kota`, with its call number and where else. */
export function describeAvailability(holdings: readonly Holding[], wanted: readonly number[] = []): AvailabilityView {
  const { kind, at, also } = chooseAvailability(holdings, wanted);
  if (kind === 'none') {
    return { kind: 'off', sentence: m.opac_no_copies(), short: m.opac_no_copies_short(), callNumber: null, more: null };
  }
  if (!at) {
    return { kind: 'out', sentence: m.opac_all_away(), short: m.opac_away(), callNumber: null, more: null };
  }
  if (kind === 'read_here') {
    return {
      kind: 'here',
      sentence: m.opac_read_at({ library: at.libraryName }),
      short: m.opac_read_here(),
      callNumber: at.callNumber,
      more: describeMore(also),
    };
  }
  return {
    kind: 'on',
    sentence: m.opac_copies_at({ count: at.available, library: at.libraryName }),
    short: m.opac_there(),
    callNumber: at.callNumber,
    more: describeMore(also),
  };
}

function describeMore(also: readonly Holding[]): string | null {
  const [first, second] = also;
  if (!first) return null;
  if (also.length > NAMED) return m.opac_also_many({ count: also.length });
  return second
    ? m.opac_also_two({ first: first.libraryName, second: second.libraryName })
    : m.opac_also_one({ library: first.libraryName });
}
