import { groupResults } from '#modules/learning/course-tests';
import { classCourses, groupParticipation } from '#modules/learning/courses';
import { nameLibraries } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { isTold } from '#shared/small-counts';
import type { ClassReport, ReportedMeeting } from '../client.ts';
import type { ClassRow } from '../data/classes.queries.ts';
import { selectAttendance, selectMeetings } from '../data/meetings.queries.ts';
import { countStates } from '../rules/meetings.ts';
import { leastFor, tellClasses } from '../rules/tell-classes.ts';
import { countedClasses, yearOf } from './counted-classes.ts';
import { reportedClass } from './reported-class.ts';

/** Who came to the meetings of a class that were held, without a name. */
async function attendance(
  ctx: Ctx,
  row: ClassRow,
  { pupils, least }: { pupils: number; least: number },
): Promise<ReportedMeeting[]> {
  const now = ctx.clock.now();
  const meetings = (await selectMeetings(ctx.db, row.id)).filter(
    ({ cancelledAt, endsAt }) => cancelledAt === null && endsAt <= now,
  );
  const noted = Map.groupBy(await selectAttendance(ctx.db, row.id), ({ meetingId }) => meetingId);
  const named = await nameLibraries(ctx);
  return meetings.map(({ id, startsAt, libraryId, lessonId }) => {
    const states = (noted.get(id) ?? []).map(({ state }) => state);
    const { present } = countStates(states);
    const away = states.length - present;
    // neither those who came nor those who did not, nor those of whom nothing was noted
    const isTellable = [present, away, pupils - states.length].every((count) => isTold(count, least));
    return {
      ...{ id, startsAt, lessonId, timeZone: named(libraryId ?? row.libraryId).timeZone },
      present: isTellable && pupils >= least ? present : null,
      away: isTellable && pupils >= least ? away : null,
    };
  });
}

/**
 * What came of a class, without a name, for its teachers, for its school (`reports.read` or `courses.manage` there) and for whoever answers for the
 * courses of the network: how many did which lesson, gain, items, who came. Throws `classes.not_found`, `platform.forbidden`.
 */
export async function viewClassReport(ctx: Ctx, id: number): Promise<ClassReport> {
  const { row, asker, teaches } = await reportedClass(ctx, id);
  const least = leastFor(asker);
  const { year, classes } = await countedClasses(ctx, {
    libraryIds: asker === 'school' ? [row.libraryId] : null,
    ...{ asker, year: yearOf(row) },
  });
  const counted = classes.find((one) => one.id === id);
  const pupils = counted?.pupils ?? 0;
  // who knows the pupils could work nothing out of how many they are
  const told = tellClasses(
    teaches ? classes.filter((one) => one.id === id) : classes,
    asker,
  )({ libraryId: row.libraryId, courseId: row.courseId, id });
  const far = await groupParticipation(ctx, { courseId: row.courseId, groupId: id, all: pupils, least });
  const tests = await groupResults(ctx, row.courseId, { id, least });
  const course = (await classCourses(ctx, [row.courseId])).get(row.courseId);
  return {
    ...{ id, teaches, libraryId: row.libraryId, name: row.name, year, state: row.state },
    course: { id: row.courseId, title: course?.title ?? '' },
    pupils: told.pupils,
    came: told.pupils === null ? null : far.learners,
    finished: far.finished === null ? null : told.finished,
    lessons: far.lessons.map((lesson) => ({ ...lesson, done: told.pupils === null ? null : lesson.done })),
    gain: tests?.gain ?? null,
    onlyBefore: tests ? tests.onlyBefore : 0,
    onlyAfter: tests ? tests.onlyAfter : 0,
    competences: tests?.competences ?? [],
    items: tests?.items ?? [],
    meetings: await attendance(ctx, row, { pupils: told.pupils ?? 0, least }),
  };
}
