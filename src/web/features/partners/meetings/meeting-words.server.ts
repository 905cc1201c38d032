import { stateWords } from '#modules/city/partners';
import {
  isLate,
  type CommitmentLine,
  type CommitmentState,
  type CommitmentView,
  type DutySide,
  type MeetingLine,
  type MeetingState,
  type MeetingView,
} from '#modules/city/partners/client';
import type { Locale } from '#platform/context';
import { formatDate, formatMinute, type LocalDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { sideName } from '../agreement-words.server.ts';
import { nameOf, partnerHref } from '../partner-words.server.ts';

type Mark = 'on' | 'out' | 'wait' | 'here' | 'late' | 'off';

const STATES: Record<MeetingState, { words: () => string; mark: Mark }> = {
  planned: { words: m.stakeholders_meeting_planned, mark: 'wait' },
  held: { words: m.stakeholders_meeting_held, mark: 'on' },
  called_off: { words: m.stakeholders_meeting_called_off, mark: 'off' },
};
const VIEWS: Record<MeetingView, () => string> = {
  coming: m.stakeholders_view_coming,
  unwritten: m.stakeholders_view_unwritten,
  all: m.stakeholders_view_all,
};
const PROMISE_VIEWS: Record<CommitmentView, () => string> = {
  open: m.stakeholders_view_open,
  late: m.stakeholders_view_late,
  follow: m.stakeholders_view_follow,
};
const MARKS: Record<CommitmentState, Mark> = {
  proposed: 'wait',
  agreed: 'wait',
  doing: 'here',
  done: 'on',
  stopped: 'off',
};

export const meetingViewName = (view: MeetingView): string => VIEWS[view]();
export const promiseViewName = (view: CommitmentView): string => PROMISE_VIEWS[view]();
export const meetingHref = (id: number): string => localizeHref(`/staf/mitra/pertemuan/${id}`);
export const meetingsHref = (partnerId: number): string => localizeHref(`/staf/mitra/${partnerId}/pertemuan`);

/** The day of a meeting, with its hour where somebody has said it. */
export const meetingTime = ({ onDay, atMinute }: Pick<MeetingLine, 'onDay' | 'atMinute'>, locale: Locale): string =>
  [formatDate(onDay, locale, 'full'), atMinute === null ? '' : formatMinute(atMinute, locale)]
    .filter(Boolean)
    .join(', ');

export const meetingLook = (
  { state, onDay }: Pick<MeetingLine, 'state' | 'onDay'>,
  today: LocalDate,
): { words: string; mark: Mark } =>
  state === 'planned' && onDay < today
    ? { words: m.stakeholders_meeting_unwritten(), mark: 'late' }
    : { words: STATES[state].words(), mark: STATES[state].mark };

/** A meeting as a line of a list. */
export const meetingLineView = (line: MeetingLine, { today, locale }: { today: LocalDate; locale: Locale }) => ({
  id: line.id,
  title: line.title,
  href: meetingHref(line.id),
  partner: nameOf(line.partner),
  partnerHref: partnerHref(line.partnerId),
  time: meetingTime(line, locale),
  look: meetingLook(line, today),
  open: line.open > 0 ? m.stakeholders_open({ count: line.open }) : null,
  late: line.late > 0 ? m.stakeholders_late({ count: line.late }) : null,
});
export type MeetingLineView = ReturnType<typeof meetingLineView>;

export const commitmentLook = (
  one: Pick<CommitmentLine, 'state' | 'dueOn'>,
  today: LocalDate,
): { words: string; mark: Mark } =>
  isLate(one, today)
    ? { words: m.stakeholders_is_late(), mark: 'late' }
    : { words: stateWords(one.state), mark: MARKS[one.state] };

/** Whose promise it is, in a word. */
export const promiseSide = (side: DutySide): string => sideName(side);

/** What a side promised, as a line. */
export const commitmentLineView = (one: CommitmentLine, { today, locale }: { today: LocalDate; locale: Locale }) => ({
  id: one.id,
  side: promiseSide(one.side),
  text: one.text,
  look: commitmentLook(one, today),
  note: [
    one.dueOn && m.agreements_duty_due({ day: formatDate(one.dueOn, locale) }),
    one.owner !== null && m.agreements_duty_keeper({ name: nameOf(one.owner) }),
    one.doneOn && m.stakeholders_done_on({ day: formatDate(one.doneOn, locale) }),
  ]
    .filter(Boolean)
    .join(' · '),
  meeting: m.stakeholders_of_meeting({
    partner: nameOf(one.partner),
    title: one.meeting,
    day: formatDate(one.meetingOn, locale),
  }),
  href: `${meetingHref(one.meetingId)}#janji-${one.id}`,
});
export type CommitmentLineView = ReturnType<typeof commitmentLineView>;
