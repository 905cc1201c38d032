import { nameLibraries } from '#modules/ground/libraries';
import { classCourses, progressOfKeys, standingOfKey } from '#modules/learning/courses';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { renderPdf } from '#platform/papers/pdf';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import type { ClassRow } from '../data/classes.queries.ts';
import { selectAttendance, selectMeetings } from '../data/meetings.queries.ts';
import { selectPupils, type PupilRow } from '../data/pupils.queries.ts';
import { classErrors } from '../errors.ts';
import { taughtClass } from '../held-class.ts';
import { countStates, type AttendanceState } from '../rules/meetings.ts';

interface Said {
  locale: 'id' | 'en';
}

/** Who came, in words; nothing where nothing is noted of the pupil. */
function attendanceWords(own: readonly AttendanceState[], said: Said): string[] {
  if (own.length === 0) return [];
  const { present, sick, excused, absent } = countStates(own);
  return [
    m.classes_parents_present({ present, count: own.length }, said),
    ...(sick > 0 ? [m.classes_parents_sick({ count: sick }, said)] : []),
    ...(excused > 0 ? [m.classes_parents_excused({ count: excused }, said)] : []),
    ...(absent > 0 ? [m.classes_parents_absent({ count: absent }, said)] : []),
  ];
}

/** What the sheet of one pupil says: of this child alone, and nothing that measures them by others. */
async function sheetOf(
  ctx: Ctx,
  row: ClassRow,
  pupil: PupilRow,
  { states, done, all }: { states: readonly AttendanceState[]; done: readonly string[]; all: number },
) {
  const said: Said = { locale: ctx.locale };
  const so = await standingOfKey(ctx, { courseId: row.courseId, key: pupil.learnerKey });
  const isDone = done.length > 0 && done.length === all;
  const after = isDone
    ? m.classes_parents_finished({}, said)
    : so?.next
      ? m.classes_parents_next({ title: so.next.title }, said)
      : m.classes_parents_ask({}, said);
  return {
    name: pupil.name,
    can: (so?.can ?? []).map(({ text }) => text),
    done,
    next: row.state === 'ended' && !isDone ? m.classes_parents_class_over({}, said) : after,
    attendance: attendanceWords(states, said),
  };
}

/**
 * A sheet for the parents of one pupil or, `pupilId` left out, of each: what the child can already do, what comes next and whether they came, in words. For the teachers of
 * the class. Throws `classes.not_found`, `not_yours`, `pupil_unknown`, `platform.pdf_unavailable`.
 */
export async function parentsPdf(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  { id, pupilId }: { id: number; pupilId: number | null },
): Promise<{ fileName: string; body: Uint8Array<ArrayBuffer> }> {
  const row = await taughtClass(ctx, id);
  const pupils = (await selectPupils(ctx.db, id)).filter((one) => pupilId === null || one.id === pupilId);
  if (pupils.length === 0) throw classErrors.pupilUnknown();
  const keys = pupils.map(({ learnerKey }) => learnerKey);
  const { lessons, byKey } = await progressOfKeys(ctx, row.courseId, keys);
  const held = new Set((await selectMeetings(ctx.db, id)).flatMap((one) => (one.cancelledAt === null ? [one.id] : [])));
  const noted = (await selectAttendance(ctx.db, id)).filter(({ meetingId }) => held.has(meetingId));
  const school = (await nameLibraries(ctx))(row.libraryId);
  const course = (await classCourses(ctx, [row.courseId])).get(row.courseId)?.title ?? '';
  const said: Said = { locale: ctx.locale };
  const now = ctx.clock.now();
  const sheets = [];
  for (const pupil of pupils) {
    const finished = new Set(byKey.get(pupil.learnerKey)?.done);
    sheets.push(
      await sheetOf(ctx, row, pupil, {
        states: noted.flatMap(({ pupilId: of, state }) => (of === pupil.id ? [state] : [])),
        done: lessons.flatMap((lesson) => (finished.has(lesson.id) ? [lesson.title] : [])),
        all: lessons.length,
      }),
    );
  }
  const data = {
    title: m.classes_parents_title({}, said),
    about: [row.name, school.name, row.schoolYear].filter(Boolean).join(' · '),
    course,
    day: formatDate(localDate(now, school.timeZone), ctx.locale),
    words: {
      for: m.classes_parents_for({}, said),
      course: m.classes_parents_course({}, said),
      can: m.classes_parents_can({}, said),
      canNone: m.classes_parents_can_none({}, said),
      done: m.classes_parents_done({}, said),
      next: m.classes_parents_next_head({}, said),
      attendance: m.classes_parents_attendance({}, said),
      foot: m.classes_parents_foot({}, said),
    },
    sheets,
  };
  const body = await renderPdf(config, 'modules/learning/classes/templates/parents.typ', data, {
    createdAt: now,
    locale: ctx.locale,
  });
  return { fileName: `kabar-orang-tua-${row.code}.pdf`, body };
}
