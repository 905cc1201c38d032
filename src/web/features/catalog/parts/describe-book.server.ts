import { coverAddress, type BibCard } from '#modules/collection/catalog';
import {
  availabilityOf,
  type Availability,
  type DigitalAccess,
  type Holding,
} from '#modules/collection/catalog/client';
import type { Ctx } from '#platform/context';
import { formatRelativeDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { AvailabilityView, BookView, TitlePart } from '#web/features/catalog/parts/book-view.ts';
import { personName } from '#web/features/members/parts/person-name.server.ts';

/** Up to this many further libraries are named; more are counted. */
const NAMED = 2;

/** Whose language and whose today. */
type Speaks = Pick<Ctx, 'locale' | 'clock'>;
type Held = Pick<BibCard, 'holdings' | 'digital'>;

/**
 * What a list shows of a title.
 * @param options.wanted ids of the libraries that the reader chose
 * @param options.mark cuts the title into pieces, to mark those that answer a query
 */
export function describeBook(
  ctx: Speaks,
  card: BibCard,
  options: { wanted?: readonly number[]; mark?: (title: string) => TitlePart[] } = {},
): BookView {
  const { wanted = [], mark = (title) => [{ text: title, hit: false }] } = options;
  const title = card.subtitle ? `${card.title}: ${card.subtitle}` : card.title;
  const author = card.authors[0] ? personName(card.authors[0]) : card.responsibility;
  return {
    id: card.id,
    title: card.title,
    parts: mark(title),
    author,
    byline: [author, card.year, card.publisher].filter((part) => part !== null && part !== '').join(' · '),
    photo: card.coverKey === null ? null : coverAddress(card.coverKey, card.id),
    availability: describeAvailability(ctx, card, wanted),
  };
}

/** What a copy in each state is called, and the sign that goes with it. */
export const COPY_WORDS: Record<Availability['state'], { kind: AvailabilityView['kind']; words: () => string }> = {
  here: { kind: 'on', words: () => m.opac_there() },
  read_here: { kind: 'here', words: () => m.opac_read_here() },
  digital: { kind: 'here', words: () => m.opac_digital() },
  lent: { kind: 'out', words: () => m.opac_away() },
  kept: { kind: 'wait', words: () => m.opac_kept() },
  on_the_way: { kind: 'wait', words: () => m.opac_on_the_way() },
  for_program: { kind: 'wait', words: () => m.opac_for_program() },
  in_processing: { kind: 'wait', words: () => m.opac_in_processing() },
  bulk_loan: { kind: 'out', words: () => m.opac_in_bulk_loan() },
  damaged: { kind: 'off', words: () => m.opac_in_repair() },
  missing: { kind: 'off', words: () => m.opac_not_found_now() },
  none: { kind: 'off', words: () => m.opac_no_copies_short() },
};

const READ: Record<DigitalAccess, () => string> = {
  public: () => m.opac_digital_public(),
  members: () => m.opac_digital_members(),
  licensed: () => m.opac_digital_licensed(),
  link: () => m.opac_digital_link(),
};

/** `Ada 3 di Perpustakaan Kota`, with its call number and where else; the same words wherever a title is shown. */
export function describeAvailability(ctx: Speaks, held: Held, wanted: readonly number[] = []): AvailabilityView {
  const said = availabilityOf(held, wanted);
  const { state, at, also, digital } = said;
  const { kind, words } = COPY_WORDS[state];
  return {
    state,
    kind,
    sentence: sentenceFor(said),
    short: words(),
    callNumber: state === 'here' || state === 'read_here' ? (at?.callNumber ?? null) : null,
    more: describeMore(also) ?? (at && backSentence(ctx, at)),
    readHref: digital?.fileId ? localizeHref(`/baca/${digital.fileId}`) : null,
    reservable: held.holdings.some(({ state: one, lent }) => CAN_BE_HELD.has(one) || lent > 0),
  };
}

/** The states of a library in which one of its copies comes to who reserves it. */
const CAN_BE_HELD = new Set<Availability['state']>([
  'here',
  'lent',
  'kept',
  'on_the_way',
  'for_program',
  'in_processing',
  'bulk_loan',
]);

/** The state of the copies of one library, as the shelf shows them. */
export const describeShelfState = (ctx: Speaks, holding: Holding | undefined): AvailabilityView =>
  describeAvailability(ctx, { holdings: holding ? [holding] : [], digital: null });

function sentenceFor({ state, at, allLent, digital }: Availability): string {
  if (state === 'digital' && digital) return READ[digital.access]();
  if (!at) return m.opac_no_copies();
  if (state === 'here') return m.opac_copies_at({ count: at.available, library: at.libraryName });
  if (state === 'read_here') return m.opac_read_at({ library: at.libraryName });
  if (state === 'lent' && allLent) return m.opac_all_away();
  return m.opac_state_at({ state: COPY_WORDS[state].words(), library: at.libraryName });
}

function describeMore(also: readonly Holding[]): string | null {
  const [first, second] = also;
  if (!first) return null;
  if (also.length > NAMED) return m.opac_also_many({ count: also.length });
  return second
    ? m.opac_also_two({ first: first.libraryName, second: second.libraryName })
    : m.opac_also_one({ library: first.libraryName });
}

/** `Paling cepat kembali besok, Rabu 25 November, di Perpustakaan Kota.` */
function backSentence(ctx: Speaks, { state, libraryName, ...holding }: Holding): string | null {
  const date = dayBack(ctx, holding);
  if (date === null) return null;
  return state === 'lent'
    ? m.opac_first_back({ date, library: libraryName })
    : m.opac_free_from({ date, library: libraryName });
}

/** The day on which a copy is expected back, in the words of its library's calendar; a day that has passed promises nothing. */
export function dayBack(ctx: Speaks, { until, timeZone }: { until: Date | null; timeZone: string }): string | null {
  if (until === null) return null;
  const today = localDate(ctx.clock.now(), timeZone);
  const day = localDate(until, timeZone);
  return day < today ? null : formatRelativeDate(day, today, ctx.locale);
}
