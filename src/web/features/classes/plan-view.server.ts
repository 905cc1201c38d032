import { nameLibraries } from '#modules/ground/libraries';
import { listHostedMeetings, viewPlan } from '#modules/learning/classes';
import { ATTENDANCE_STATES, type AttendanceState, type MeetingLine } from '#modules/learning/classes/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import { can } from '#platform/rights/authorize';
import { formatDate, formatMinute, formatTime, localDate, localMinute } from '#shared/dates';
import { meetingChoices, meetingValues, wayWords } from './meeting-form.server.ts';

const STATE_WORDS: Record<AttendanceState, () => string> = {
  present: m.classes_state_present,
  excused: m.classes_state_excused,
  sick: m.classes_state_sick,
  absent: m.classes_state_absent,
};
const COUNT_WORDS: Record<AttendanceState, (inputs: { count: number }) => string> = {
  present: m.classes_count_present,
  excused: m.classes_count_excused,
  sick: m.classes_count_sick,
  absent: m.classes_count_absent,
};

/** So many came, so many were ill; nothing where nothing is noted. */
const countWords = (states: Record<AttendanceState, number>): string =>
  ATTENDANCE_STATES.filter((state) => states[state] > 0)
    .map((state) => COUNT_WORDS[state]({ count: states[state] }))
    .join(', ');

const whenWords = (ctx: Ctx, { startsAt, endsAt, timeZone }: Pick<MeetingLine, 'startsAt' | 'endsAt' | 'timeZone'>) =>
  m.classes_when({
    day: formatDate(localDate(startsAt, timeZone), ctx.locale, 'full'),
    from: formatMinute(localMinute(startsAt, timeZone), ctx.locale),
    to: formatTime(endsAt, timeZone, ctx.locale),
  });

async function whereWords(ctx: Ctx): Promise<(one: Pick<MeetingLine, 'libraryId' | 'room' | 'place'>) => string> {
  const named = await nameLibraries(ctx);
  return ({ libraryId, room, place }) => {
    if (libraryId === null) return place === '' ? m.classes_where_school() : m.classes_where_school_at({ place });
    const library = named(libraryId).name;
    return room === null ? library : m.classes_where_room({ library, room });
  };
}

const pathOf = (id: number): string => localizeHref(`/staf/belajar/kelas/${id}`);

/** The plan of a class in words. @param asked the meeting that is opened */
export async function planView(ctx: Ctx, id: number, asked: number | null) {
  const plan = await viewPlan(ctx, id);
  const where = await whereWords(ctx);
  const now = ctx.clock.now();
  const opened =
    plan.state === 'active' ? plan.meetings.find((one) => one.id === asked && !one.cancelledAt) : undefined;
  return {
    name: plan.name,
    isEnded: plan.state === 'ended',
    way: wayWords(plan.way),
    classHref: pathOf(id),
    meetings: plan.meetings.map((one) => ({
      ...{ id: one.id, version: one.version, when: whenWords(ctx, one), isCancelled: one.cancelledAt !== null },
      where: where(one),
      what: [one.lesson, one.librarian && m.classes_with({ name: one.librarian }), one.note]
        .filter(Boolean)
        .join(' · '),
      reason: one.cancelReason,
      came: countWords(one.states),
      attendanceHref:
        one.cancelledAt === null && localDate(one.startsAt, one.timeZone) <= localDate(now, one.timeZone)
          ? `${pathOf(id)}/hadir?pertemuan=${one.id}`
          : null,
      changeHref: one.cancelledAt === null && plan.state === 'active' ? `?pertemuan=${one.id}#ubah` : null,
    })),
    opened: opened ? { id: opened.id, version: opened.version, values: meetingValues(opened) } : null,
    choices: await meetingChoices(ctx, plan),
    today: localDate(now, plan.timeZone),
  };
}
/** Who came to the meetings of a class. @param asked the meeting whose list is shown; another is the last that has begun */
export async function attendanceView(ctx: Ctx, id: number, asked: number | null) {
  const plan = await viewPlan(ctx, id);
  const where = await whereWords(ctx);
  const now = ctx.clock.now();
  const begun = plan.meetings.filter(
    ({ startsAt, timeZone, cancelledAt }) =>
      cancelledAt === null && localDate(startsAt, timeZone) <= localDate(now, timeZone),
  );
  const chosen = begun.find((one) => one.id === asked) ?? begun.at(-1);
  const noted = new Map(chosen?.noted.map(({ pupilId, state }) => [pupilId, state]) ?? []);
  return {
    name: plan.name,
    isEnded: plan.state === 'ended',
    ...{ classHref: pathOf(id), planHref: `${pathOf(id)}/rencana` },
    meetings: begun.toReversed().map((one) => ({
      ...{ id: one.id, when: whenWords(ctx, one), href: `?pertemuan=${one.id}`, isHere: one.id === chosen?.id },
      came: countWords(one.states) || m.classes_attendance_open(),
    })),
    chosen: chosen
      ? { id: chosen.id, version: chosen.version, title: whenWords(ctx, chosen), where: where(chosen) }
      : null,
    options: ATTENDANCE_STATES.map((state) => ({ value: state, label: STATE_WORDS[state]() })),
    pupils: plan.pupils.map((pupil) => ({
      ...{ id: pupil.id, name: pupil.name, state: noted.get(pupil.id) ?? '' },
      so: countWords(pupil.states) || m.classes_attendance_none(),
    })),
  };
}

/** Meetings that the reader's libraries hold, without a name of a pupil. */
export async function hostedView(ctx: Ctx) {
  const named = await nameLibraries(ctx);
  return (await listHostedMeetings(ctx)).map((one) => ({
    ...{ id: one.id, version: one.version, mayCancel: can(ctx.actor, 'courses.manage', one.libraryId) },
    when: whenWords(ctx, one),
    title: m.classes_hosted_title({ name: one.className, school: named(one.schoolId).name }),
    about: [
      one.room === null
        ? named(one.libraryId).name
        : m.classes_where_room({ library: named(one.libraryId).name, room: one.room }),
      one.librarian && m.classes_with({ name: one.librarian }),
      m.teach_pupils_count({ count: one.pupils }),
    ]
      .filter(Boolean)
      .join(' · '),
  }));
}
