import type {
  AttendanceWay,
  Audience,
  EnrolmentStatus,
  Program,
  ProgramKind,
  ProgramSession,
  ProgramState,
  SessionFormat,
  SpeakerRole,
  TpbisStrategy,
} from '#modules/community/programs/client';
import { freeSeats, isFull } from '#modules/community/programs/client';
import type { Ctx } from '#platform/context';
import { formatDate, formatInstant, formatMinute, formatTime, localDate, localMinute } from '#shared/dates';
import { formatNumber, formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';

type Mark = 'on' | 'out' | 'wait' | 'here' | 'late' | 'off';

const KINDS: Record<ProgramKind, () => string> = {
  workshop: () => m.programs_kind_workshop(),
  seminar: () => m.programs_kind_seminar(),
  talk: () => m.programs_kind_talk(),
  training: () => m.programs_kind_training(),
  club: () => m.programs_kind_club(),
  event: () => m.programs_kind_event(),
};
const AUDIENCE_NAMES: Record<Audience, () => string> = {
  all: () => m.programs_audience_all(),
  children: () => m.programs_audience_children(),
  teens: () => m.programs_audience_teens(),
  adults: () => m.programs_audience_adults(),
  librarians: () => m.programs_audience_librarians(),
  teachers: () => m.programs_audience_teachers(),
};
const STATES: Record<ProgramState, { mark: Mark; words: () => string }> = {
  draft: { mark: 'off', words: () => m.programs_state_draft() },
  review: { mark: 'wait', words: () => m.programs_state_review() },
  published: { mark: 'on', words: () => m.programs_state_published() },
  running: { mark: 'here', words: () => m.programs_state_running() },
  closed: { mark: 'off', words: () => m.programs_state_closed() },
  archived: { mark: 'off', words: () => m.programs_state_archived() },
  cancelled: { mark: 'late', words: () => m.programs_state_cancelled() },
};
const FORMATS: Record<SessionFormat, () => string> = {
  lecture: () => m.programs_format_lecture(),
  discussion: () => m.programs_format_discussion(),
  simulation: () => m.programs_format_simulation(),
  brainstorm: () => m.programs_format_brainstorm(),
  lesson: () => m.programs_format_lesson(),
  talk: () => m.programs_format_talk(),
  self_paced: () => m.programs_format_self_paced(),
};
const STATUSES: Record<EnrolmentStatus, { mark: Mark; words: () => string }> = {
  requested: { mark: 'wait', words: () => m.programs_status_requested() },
  confirmed: { mark: 'on', words: () => m.programs_status_confirmed() },
  waitlisted: { mark: 'wait', words: () => m.programs_status_waitlisted() },
  offered: { mark: 'here', words: () => m.programs_status_offered() },
  expired: { mark: 'off', words: () => m.programs_status_expired() },
  cancelled: { mark: 'off', words: () => m.programs_status_cancelled() },
  declined: { mark: 'off', words: () => m.programs_status_declined() },
};
const WAYS: Record<AttendanceWay, () => string> = {
  badge: () => m.programs_way_badge(),
  room: () => m.programs_way_room(),
  list: () => m.programs_way_list(),
  sheet: () => m.programs_way_sheet(),
};
const ROLES: Record<SpeakerRole, () => string> = {
  speaker: () => m.programs_role_speaker(),
  facilitator: () => m.programs_role_facilitator(),
  moderator: () => m.programs_role_moderator(),
};
const STRATEGIES: Record<TpbisStrategy, () => string> = {
  information_services: () => m.programs_tpbis_information(),
  community_engagement: () => m.programs_tpbis_community(),
  advocacy: () => m.programs_tpbis_advocacy(),
};

const languageWords: Record<string, () => string> = {
  id: m.program_language_id,
  jv: m.program_language_jv,
  en: m.program_language_en,
};
/** A language by its code; what is not in the list stays the code. */
export const languageName = (code: string): string => languageWords[code]?.() ?? code;

export const kindName = (kind: ProgramKind): string => KINDS[kind]();
export const audienceName = (audience: Audience): string => AUDIENCE_NAMES[audience]();
export const stateOf = (state: ProgramState): { mark: Mark; text: string } => ({
  mark: STATES[state].mark,
  text: STATES[state].words(),
});
export const formatName = (format: SessionFormat): string => FORMATS[format]();
export const statusOf = (status: EnrolmentStatus): { mark: Mark; text: string } => ({
  mark: STATUSES[status].mark,
  text: STATUSES[status].words(),
});
export const wayName = (way: AttendanceWay): string => WAYS[way]();
export const roleName = (role: SpeakerRole): string => ROLES[role]();
export const strategyName = (strategy: TpbisStrategy): string => STRATEGIES[strategy]();

export const programHref = (slug: string): string => localizeHref(`/kegiatan/${slug}`);

type Locale = Ctx['locale'];

/** `08.00–11.00 WIB` */
export const hoursOf = (startsAt: Date, endsAt: Date, zone: string, locale: Locale): string =>
  `${formatMinute(localMinute(startsAt, zone), locale)}–${formatTime(endsAt, zone, locale)}`;

/** When a programme takes place: a day with its hours, or its first and last day. */
export function whenOf({ startsAt, endsAt, library }: Program, locale: Locale): { day: string; hours: string } | null {
  if (!startsAt || !endsAt) return null;
  const zone = library.timeZone;
  const [first, last] = [localDate(startsAt, zone), localDate(endsAt, zone)];
  if (first === last) return { day: formatDate(first, locale, 'full'), hours: hoursOf(startsAt, endsAt, zone, locale) };
  return { day: daysInWords(first, last, locale), hours: '' };
}

/** `13–14 Oktober 2026`, `7 Nov – 26 Des 2026`: what the two days share is said once. */
function daysInWords(first: string, last: string, locale: Locale): string {
  if (first.slice(0, 7) === last.slice(0, 7)) return `${Number(first.slice(8))}–${formatDate(last, locale)}`;
  const begins = formatDate(first, locale, 'medium');
  const sameYear = first.slice(0, 4) === last.slice(0, 4);
  return `${sameYear ? begins.replace(/ \d{4}$/, '') : begins} – ${formatDate(last, locale, 'medium')}`;
}

/** What may be said of the seats, in one sentence. */
export function seatsInWords(program: Program): string {
  const { capacity, waitlistedCount } = program;
  const free = freeSeats(program);
  if (capacity === null || free === null) return m.programs_seats_open();
  if (isFull(program) || waitlistedCount > 0) {
    return waitlistedCount > 0 ? m.programs_seats_queue({ count: waitlistedCount }) : m.programs_seats_full();
  }
  return m.programs_seats_left({ free, capacity });
}

/** A programme as a line of a list. */
export function programCard(program: Program, locale: Locale) {
  const { id, slug, title, summary, kind, edition, audience, place, library, state, theme, cancelReason } = program;
  const when = whenOf(program, locale);
  return {
    id,
    href: programHref(slug),
    title,
    summary,
    over: [kindName(kind), edition === null ? null : m.programs_edition({ edition })].filter(Boolean).join(' · '),
    day: when?.day ?? m.programs_no_time(),
    hours: when?.hours ?? '',
    sessions: program.sessionCount > 1 ? m.programs_sessions_count({ count: program.sessionCount }) : '',
    place: place || library.name,
    library: library.name,
    audience: audienceName(audience),
    theme,
    state: stateOf(state),
    seats: state === 'published' || state === 'running' ? seatsInWords(program) : '',
    cancelReason,
    month: program.startsAt === null ? '' : localDate(program.startsAt, library.timeZone).slice(0, 7),
  };
}
export type ProgramCard = ReturnType<typeof programCard>;

/** A session as a line of the schedule. */
export function sessionLine(session: ProgramSession, zone: string, locale: Locale) {
  const { id, title, startsAt, endsAt, room, jp, materials, format, speakers } = session;
  return {
    id,
    title,
    date: localDate(startsAt, zone),
    day: formatDate(localDate(startsAt, zone), locale, 'full'),
    starts: formatMinute(localMinute(startsAt, zone), locale),
    hours: hoursOf(startsAt, endsAt, zone, locale),
    instant: startsAt.toISOString(),
    room,
    jp: jp > 0 ? m.programs_jp({ jp: formatNumber(jp, locale) }) : '',
    materials,
    format: formatName(format),
    speakers: speakers.map(({ name, title: office }) => (office ? `${name}, ${office}` : name)).join('; '),
  };
}
export type SessionLine = ReturnType<typeof sessionLine>;

/** Sessions of one day together, in order. */
export const byDay = (sessions: readonly SessionLine[]): { day: string; sessions: SessionLine[] }[] =>
  [...Map.groupBy(sessions, (one) => one.day)].map(([day, all]) => ({ day, sessions: all }));

/** `Gratis`, or what it costs. */
export const feeInWords = (fee: number): string => (fee === 0 ? m.programs_free() : formatRupiah(fee));

/** Until when one may enrol, in words; null without an end. */
export function closesInWords(program: Program, locale: Locale): string | null {
  const closes = program.enrolmentClosesAt ?? program.startsAt;
  return closes === null ? null : formatInstant(closes, program.library.timeZone, locale, 'full');
}

/** What a list or sheet came to: how many were new, and by name who has no seat. @param said how the number is told */
export const sayList = (
  { count, seatless }: { count: number; seatless: readonly string[] },
  said: (values: { count: number }) => string = m.programs_list_said,
): string =>
  seatless.length === 0
    ? said({ count })
    : `${said({ count })} ${m.programs_list_seatless({ names: seatless.join(', ') })}`;
