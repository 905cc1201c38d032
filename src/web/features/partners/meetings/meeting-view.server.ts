import {
  countMeetings,
  dutyKeepers,
  getMeeting,
  lastMeeting,
  meetingDay,
  stateWords,
  viewPartner,
} from '#modules/city/partners';
import {
  DUTY_SIDES,
  nextStates,
  type Commitment,
  type CommitmentState,
  type Meeting,
} from '#modules/city/partners/client';
import { getLibrary, zoneOf } from '#modules/ground/libraries';
import type { Ctx, Locale } from '#platform/context';
import { formatDate, formatInstant, formatMinute, type LocalDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { nameOf, partnerHref } from '../partner-words.server.ts';
import {
  commitmentLineView,
  commitmentLook,
  meetingHref,
  meetingLook,
  meetingsHref,
  meetingTime,
  promiseSide,
} from './meeting-words.server.ts';

interface Choice {
  value: number;
  label: string;
}

/** Who can be asked from both sides, and see to promises; who stands there already stays to be chosen. */
export async function peopleOfBothSides(
  ctx: Ctx,
  { libraryId, partnerId }: { libraryId: number; partnerId: number },
  kept: Pick<Meeting, 'guests' | 'commitments'> | null = null,
): Promise<{ ours: Choice[]; theirs: Choice[] }> {
  const ours = new Map((await dutyKeepers(ctx, libraryId)).map(({ id, name }) => [id, name]));
  const theirs = new Map<number, string>();
  for (const { id, name, erased, roles } of (await viewPartner(ctx, partnerId)).people) {
    const role = roles.find((one) => one.partnerId === partnerId)?.role;
    if (!erased) theirs.set(id, [name, role].filter(Boolean).join(', '));
  }
  for (const { accountId, personId, name } of [
    ...(kept?.guests ?? []),
    ...(kept?.commitments ?? []).map((one) => ({ ...one, name: one.owner ?? '' })),
  ]) {
    if (accountId !== null && !ours.has(accountId)) ours.set(accountId, name);
    if (personId !== null && !theirs.has(personId) && name !== '') theirs.set(personId, name);
  }
  const choices = (from: ReadonlyMap<number, string>): Choice[] =>
    [...from].map(([value, label]) => ({ value, label }));
  return { ours: choices(ours), theirs: choices(theirs) };
}

/** What the button of a state says. */
const MOVES: Record<CommitmentState, () => string> = {
  proposed: m.stakeholders_state_proposed,
  agreed: m.stakeholders_move_agreed,
  doing: m.stakeholders_move_doing,
  done: m.stakeholders_move_done,
  stopped: m.stakeholders_move_stopped,
};
/** What is open again is said in other words than what goes on. */
const moveName = (from: CommitmentState, to: CommitmentState): string => {
  if (from === 'done' || from === 'stopped') return m.stakeholders_move_again();
  return from === 'doing' && to === 'doing' ? m.stakeholders_move_word() : MOVES[to]();
};

function commitmentView(one: Commitment, at: { today: LocalDate; locale: Locale; zone: string }) {
  const { id, version, side, text, dueOn, accountId, personId, state, outcome, followOn } = one;
  return {
    ...commitmentLineView(one, at),
    ...{ version, isDone: state === 'done', outcome },
    values: {
      ...{ side, text, dueOn: dueOn ?? '' },
      accountId: accountId === null ? '' : String(accountId),
      personId: personId === null ? '' : String(personId),
    },
    isFollowing: state === 'done' && outcome === '' && followOn !== null && followOn <= at.today,
    follow:
      state === 'done' && outcome === '' && followOn !== null
        ? m.stakeholders_follow_on({ day: formatDate(followOn, at.locale) })
        : '',
    moves: nextStates(state).map((to) => ({ value: to, label: moveName(state, to) })),
    steps: one.steps.map((step) => ({
      id: step.id,
      words: [stateWords(step.state), step.words].filter(Boolean).join(': '),
      by: m.stakeholders_step_by({ name: step.saidBy, time: formatInstant(step.saidAt, at.zone, at.locale, 'medium') }),
    })),
    id,
  };
}
export type CommitmentForms = ReturnType<typeof commitmentView>;

/** The page of a meeting. */
export async function meetingView(ctx: Ctx, id: number) {
  const meeting = await getMeeting(ctx, id);
  const { libraryId, partnerId, state } = meeting;
  const today = await meetingDay(ctx, libraryId);
  const at = { today, locale: ctx.locale, zone: await zoneOf({ db: ctx.db, libraryId }) };
  const library = await getLibrary(ctx, libraryId);
  const guests = (ours: boolean): string =>
    meeting.guests
      .filter(({ accountId }) => (accountId !== null) === ours)
      .map(({ name }) => nameOf(name))
      .join(', ');
  return {
    ...{ id, partnerId, state, today, version: meeting.version, title: meeting.title },
    partner: nameOf(meeting.partner),
    partnerHref: partnerHref(partnerId),
    meetingsHref: meetingsHref(partnerId),
    look: meetingLook(meeting, today),
    lead: [meetingTime(meeting, ctx.locale), meeting.place, library.name].filter(Boolean).join(' · '),
    ...{ link: meeting.link, agenda: meeting.agenda, minutes: meeting.minutes },
    calledOff: meeting.callOffReason && m.stakeholders_called_off({ reason: meeting.callOffReason }),
    ours: guests(true),
    theirs: guests(false),
    isComing: meeting.onDay > today,
    values: {
      ...{ title: meeting.title, onDay: meeting.onDay, place: meeting.place, link: meeting.link },
      ...{ agenda: meeting.agenda, time: meeting.atMinute === null ? '' : formatMinute(meeting.atMinute, 'en') },
    },
    chosen: {
      ours: meeting.guests.flatMap(({ accountId }) => accountId ?? []),
      theirs: meeting.guests.flatMap(({ personId }) => personId ?? []),
    },
    people: await peopleOfBothSides(ctx, { libraryId, partnerId }, meeting),
    sides: DUTY_SIDES.map((side) => ({
      side,
      name: side === 'ours' ? library.name : nameOf(meeting.partner),
      commitments: meeting.commitments.filter((one) => one.side === side).map((one) => commitmentView(one, at)),
    })),
    sideOptions: DUTY_SIDES.map((value) => ({ value, label: promiseSide(value) })),
    pdfs: (['id', 'en'] as const).map((language) => ({
      label: language === 'id' ? m.stakeholders_pdf_id() : m.stakeholders_pdf_en(),
      href: `${meetingHref(id)}/pdf?bahasa=${language}`,
    })),
    calendarHref: meeting.atMinute === null ? null : `${meetingHref(id)}/kalender.ics`,
  };
}
export type MeetingView = Awaited<ReturnType<typeof meetingView>>;

/** What the last meeting promised, for the page of the partner; null = none was held. */
export async function lastPromises(ctx: Ctx, partnerId: number) {
  const meeting = await lastMeeting(ctx, partnerId);
  const counts = await countMeetings(ctx, partnerId);
  const tabs = {
    partnerHref: partnerHref(partnerId),
    meetingsHref: meetingsHref(partnerId),
    count: counts.all,
  };
  if (!meeting) return { tabs, title: null, href: '', promises: [] };
  const today = await meetingDay(ctx, meeting.libraryId);
  return {
    tabs,
    title: m.stakeholders_promises_of({ day: formatDate(meeting.onDay, ctx.locale) }),
    href: meetingHref(meeting.id),
    promises: meeting.commitments.map((one) => ({
      ...commitmentLineView(one, { today, locale: ctx.locale }),
      look: commitmentLook(one, today),
    })),
  };
}
export type LastPromises = Awaited<ReturnType<typeof lastPromises>>;
