import type {
  ContactKind,
  FollowedStep,
  HoursOf,
  LawLimit,
  LawUnit,
  Rating,
  ServiceClock,
  TicketKind,
  TicketState,
  TicketStep,
  TicketVia,
} from '#modules/city/service/client';
import { TICKET_KINDS } from '#modules/city/service/client';
import { ticketStateName } from '#modules/city/service';
import type { Locale } from '#platform/context';
import { formatDate, formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { locales } from '#i18n/runtime';

export const KIND_WORDS: Record<TicketKind, () => string> = {
  question: m.service_kind_question,
  complaint: m.service_kind_complaint,
  suggestion: m.service_kind_suggestion,
  praise: m.service_kind_praise,
};
export const kindOptions = () => TICKET_KINDS.map((value) => ({ value, label: KIND_WORDS[value]() }));

const MARKS: Record<TicketState, 'on' | 'wait' | 'out' | 'off'> = {
  new: 'wait',
  open: 'wait',
  waiting_patron: 'out',
  resolved: 'on',
  closed: 'off',
};
export const stateWords = (state: TicketState) => ({ word: ticketStateName(state), mark: MARKS[state] });

export const VIA_WORDS: Record<TicketVia, () => string> = {
  site: m.service_via_site,
  kiosk: m.service_via_kiosk,
  qr: m.service_via_qr,
  desk: m.service_via_desk,
  account: m.service_via_account,
  mail: m.service_via_mail,
  telegram: m.service_via_telegram,
  whatsapp: m.service_via_whatsapp,
};

export const RATING_WORDS: Record<Rating, () => string> = {
  no: m.service_rating_no,
  partly: m.service_rating_partly,
  yes: m.service_rating_yes,
  yes_fast: m.service_rating_yes_fast,
};

const HOURS_WORDS: Record<HoursOf, () => string> = {
  own: m.service_hours_note,
  main: m.service_hours_main,
  assumed: m.service_hours_assumed,
};
export const hoursWords = (hoursOf: HoursOf): string => HOURS_WORDS[hoursOf]();

/** Working time: "2 jam 20 menit". @param minutes its sign is left out */
export function workingTime(minutes: number): string {
  const all = Math.abs(minutes);
  const [hours, rest] = [Math.floor(all / 60), all % 60];
  const parts = [
    ...(hours > 0 ? [m.service_time_hours({ count: hours })] : []),
    ...(rest > 0 || hours === 0 ? [m.service_time_minutes({ count: rest })] : []),
  ];
  return parts.join(' ');
}

const CLOCK_WORDS = {
  running: (what: string, clock: ServiceClock) => m.service_clock_left({ what, time: workingTime(clock.leftMinutes) }),
  paused: (what: string, clock: ServiceClock) => m.service_clock_paused({ what, time: workingTime(clock.leftMinutes) }),
  late: (what: string, clock: ServiceClock) => m.service_clock_late({ what, time: workingTime(clock.leftMinutes) }),
  met: (what: string, clock: ServiceClock) =>
    m.service_clock_met({ what, time: workingTime(clock.usedMinutes), target: workingTime(clock.targetMinutes) }),
  missed: (what: string, clock: ServiceClock) =>
    m.service_clock_missed({ what, time: workingTime(clock.usedMinutes), target: workingTime(clock.targetMinutes) }),
};

/** A clock that says how it stands, and out of which days its time is made. */
export function clockView(clock: ServiceClock, what: string, { zone, locale }: { zone: string; locale: Locale }) {
  const isOver = clock.state === 'met' || clock.state === 'missed';
  return {
    says: CLOCK_WORDS[clock.state](what, clock),
    isLate: clock.state === 'late' || clock.state === 'missed',
    due: isOver || clock.dueAt === null ? '' : m.service_clock_till({ at: formatInstant(clock.dueAt, zone, locale) }),
    used: m.service_clock_used({ used: workingTime(clock.usedMinutes), target: workingTime(clock.targetMinutes) }),
    percent: clock.targetMinutes === 0 ? 0 : Math.min(100, Math.round((clock.usedMinutes / clock.targetMinutes) * 100)),
    parts: clock.parts.map(({ date, minutes }) =>
      m.service_clock_part({ date: formatDate(date, locale), time: workingTime(minutes) }),
    ),
  };
}

export const LAW_UNIT_WORDS: Record<LawUnit, () => string> = {
  working: m.service_law_working,
  calendar: m.service_law_calendar,
};
const LAW_WORDS = {
  running: m.service_law_running,
  late: m.service_law_late,
  met: m.service_law_met,
  missed: m.service_law_missed,
};
/** What the law allows, and how that stands. */
export function lawView({ days, unit, source, dueAt, state }: LawLimit, zone: string, locale: Locale) {
  const limit = `${days} ${LAW_UNIT_WORDS[unit]()}`;
  const till = dueAt === null ? m.service_law_no_end() : formatInstant(dueAt, zone, locale);
  return { says: LAW_WORDS[state]({ limit, till, source }), isLate: state === 'late' || state === 'missed' };
}

const STEP_WORDS: Record<TicketStep, (inputs: { detail: string }) => string> = {
  received: m.service_step_received,
  taken: m.service_step_taken,
  handed: m.service_step_handed,
  answered: () => m.service_step_answered(),
  waiting: () => m.service_step_waiting(),
  wrote: () => m.service_step_wrote(),
  resolved: () => m.service_step_resolved(),
  closed: () => m.service_step_closed(),
  reopened: () => m.service_step_reopened(),
  kind_changed: m.service_step_kind_changed,
  moved: m.service_step_moved,
  merged: m.service_step_merged,
  split: m.service_step_split,
  linked: m.service_step_linked,
  handed_over: m.service_step_handed_over,
  changed: () => m.service_step_changed(),
  rated: m.service_step_rated,
  warned: () => m.service_step_warned(),
  escalated: () => m.service_step_escalated(),
};

const isKind = (text: string): text is TicketKind => TICKET_KINDS.some((kind) => kind === text);
const isRating = (text: string): text is Rating => Object.hasOwn(RATING_WORDS, text);

/** A step of a ticket in words. */
export function stepWords({ what, detail }: Pick<FollowedStep, 'what' | 'detail'>): string {
  const said = isKind(detail)
    ? KIND_WORDS[detail]().toLowerCase()
    : what === 'rated' && isRating(detail)
      ? RATING_WORDS[detail]()
      : detail;
  return STEP_WORDS[what]({ detail: said });
}

/** What a language is called in that of a page. */
export const languageName = (language: Locale, locale: Locale): string =>
  new Intl.DisplayNames(locale, { type: 'language' }).of(language) ?? language;
/** In which languages people are answered. */
export const languageOptions = (locale: Locale) =>
  locales.map((value) => ({ value, label: languageName(value, locale) }));

const CONTACT_WORDS: Record<ContactKind, () => string> = {
  none: m.service_name_none,
  account: m.service_contact_account,
  whatsapp: m.service_contact_whatsapp,
  email: m.service_contact_email,
};
/** Where an answer can go, for the desk. */
export const contactOptions = () =>
  (['none', 'account', 'whatsapp', 'email'] as const).map((value) => ({ value, label: CONTACT_WORDS[value]() }));
