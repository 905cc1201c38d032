import { calendarOf, isOpenOn, zoneOf } from '#modules/ground/libraries';
import { progressOfKeys } from '#modules/learning/courses';
import { askForBox } from '#modules/lending/bulk-loans';
import type { Actor, Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { addDays, instantAt, isoWeekday, localDate } from '#shared/dates';
import { issueCertificates } from './certificates/issue-certificates.ts';
import { findClassByCode, selectTeachers, updateClass, type ClassRow } from './data/classes.queries.ts';
import { insertMessage } from './data/messages.queries.ts';
import { insertMeetings, replaceAttendance } from './data/meetings.queries.ts';
import { selectPupils } from './data/pupils.queries.ts';
import { weeklyDays, type AttendanceState, type ClassWay } from './rules/meetings.ts';

const DAY = 86_400_000;

/** How a class of the sample meets. */
export interface SamplePlan {
  code: string;
  way: ClassWay;
  /** The first meeting is on this weekday (ISO, 1 = Monday) on or after the class began. */
  weekday: number;
  /** Minutes from midnight. */
  from: number;
  to: number;
  times: number;
  libraryId: number | null;
  spaceId: number | null;
  librarianId: number | null;
  place: string;
  /** What is said to all of the class, or to the pupil of that name, the oldest first. */
  messages: readonly { pupil: string | null; words: string; daysAgo: number }[];
  bulkLoanId: number | null;
  /** A box that the first teacher asks a library for; null: none. */
  request: { libraryId: number; titles: readonly string[]; inDays: number; days: number } | null;
}

/** Now and then somebody is ill, excused or away: always the same ones. */
function stateAt(pupil: number, meeting: number): AttendanceState {
  if ((pupil * 7 + meeting * 3) % 11 === 5) return 'sick';
  if ((pupil * 5 + meeting) % 13 === 7) return 'excused';
  return (pupil + meeting * 5) % 17 === 9 ? 'absent' : 'present';
}

/** Writes the plan of a class with who came so far: for samples. */
export async function saveSamplePlan(trx: Tx, ctx: Ctx, plan: SamplePlan): Promise<void> {
  const held = await findClassByCode(trx, plan.code);
  if (!held) throw new Error(`there is no class ${plan.code}`);
  const { libraryId, spaceId, librarianId } = plan;
  const first = addDays(held.startsOn, (plan.weekday - isoWeekday(held.startsOn) + 7) % 7);
  const calendar = await calendarOf(trx, libraryId ?? held.libraryId, first, addDays(first, 430));
  const { days } = weeklyDays(first, plan.times, { isOpen: (day) => isOpenOn(calendar, day), after: addDays });
  const { lessons } = await progressOfKeys({ db: trx, locale: ctx.locale }, held.courseId, []);
  const at = (day: string, minute: number): Date => instantAt(day, minute, calendar.timeZone);
  const ids = await insertMeetings(
    trx,
    days.map((day, nth) => ({
      ...{ classId: held.id, startsAt: at(day, plan.from), endsAt: at(day, plan.to) },
      ...{ libraryId, spaceId, librarianId, place: plan.place, lessonId: lessons[nth]?.id ?? null },
    })),
  );
  const pupils = await selectPupils(trx, held.id);
  for (const [nth, id] of ids.entries()) {
    if (at(days[nth] ?? '', plan.from) > ctx.clock.now()) continue;
    await replaceAttendance(
      trx,
      id,
      pupils.map((pupil, place) => ({ pupilId: pupil.id, state: stateAt(place, nth) })),
    );
  }
  await updateClass(trx, held.id, { way: plan.way, bulkLoanId: plan.bulkLoanId });
  if (plan.request) await askBox(trx, ctx, held, plan.request);
  const [teacher] = await selectTeachers(trx, held.id);
  for (const { pupil, words, daysAgo } of plan.messages)
    await insertMessage(trx, {
      ...{ classId: held.id, words, byId: teacher?.id ?? null, byName: teacher?.name ?? '' },
      pupilId: pupil === null ? null : (pupils.find(({ name }) => name === pupil)?.id ?? null),
      at: new Date(ctx.clock.now().getTime() - daysAgo * DAY),
    });
}

const actorOf = ({ id, name }: { id: number; name: string }): Actor => ({
  kind: 'account',
  ...{ id, username: '', name, grants: [], scopes: null, homeLibraryId: null, sessionId: null },
});

/** The first teacher of a class asks a library for a box of books. */
async function askBox(trx: Tx, ctx: Ctx, held: ClassRow, request: NonNullable<SamplePlan['request']>): Promise<void> {
  const [teacher] = await selectTeachers(trx, held.id);
  const { libraryId, titles, inDays, days } = request;
  const today = localDate(ctx.clock.now(), await zoneOf({ db: trx, libraryId }));
  const asked = {
    libraryId,
    purpose: held.name,
    startsOn: addDays(today, inDays),
    dueOn: addDays(today, inDays + days),
  };
  const requestId = await askForBox(trx, teacher ? { ...ctx, actor: actorOf(teacher) } : ctx, held.libraryId, {
    ...asked,
    wishes: titles.map((title) => ({ title })),
  });
  await updateClass(trx, held.id, { boxRequestId: requestId });
}

/** Gives certificates to those who finished in a class that has ended: for samples. */
export async function saveSampleCertificates(trx: Tx, ctx: Ctx, code: string): Promise<void> {
  const held = await findClassByCode(trx, code);
  if (held) await issueCertificates(trx, ctx, held);
}
