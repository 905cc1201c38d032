import { classCourses, progressOfKeys, type CourseProgress, type KeyProgress } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import type { PupilLine, TaughtClass } from '../client.ts';
import { selectTeachers } from '../data/classes.queries.ts';
import { selectPupils, type PupilRow } from '../data/pupils.queries.ts';
import { taughtClass } from '../held-class.ts';
import { minutesPaused } from '../rules/pins.ts';
import { daysStopped, hardTasks, lessonState } from '../rules/standing.ts';
import { classLine } from './list-classes.ts';

const MOST_HARD = 5;

function pupilLine(
  { id, name, picture, consentAt, consentBy, consentWithdrawnAt, pausedUntil, version }: PupilRow,
  { lessons, so, isOver }: { lessons: CourseProgress['lessons']; so: KeyProgress | undefined; isOver: boolean },
  now: Date,
): PupilLine {
  return {
    ...{ id, name, picture, consentAt, consentBy, consentWithdrawnAt, version },
    pausedMinutes: minutesPaused(pausedUntil, now),
    seenAt: so?.seenAt ?? null,
    finishedAt: so?.finishedAt ?? null,
    stoppedDays: so && !isOver ? daysStopped(so, now) : null,
    lessons: lessons.map((lesson) => (so ? lessonState(lesson, so) : 'new')),
  };
}

/** A class with its pupils, how far each is, and what it finds hard. For its teachers alone. Throws `classes.not_found`, `not_yours`, `platform.forbidden`. */
export async function viewClass(ctx: Ctx, id: number): Promise<TaughtClass> {
  const row = await taughtClass(ctx, id);
  const pupils = await selectPupils(ctx.db, id);
  const { lessons, tasks, byKey } = await progressOfKeys(
    ctx,
    row.courseId,
    pupils.map(({ learnerKey }) => learnerKey),
  );
  const now = ctx.clock.now();
  const isOver = row.state === 'ended';
  return {
    ...classLine(row, await classCourses(ctx, [row.courseId]), pupils.length),
    teachers: await selectTeachers(ctx.db, id),
    lessons: lessons.map((lesson) => ({
      ...{ id: lesson.id, slug: lesson.slug, number: lesson.number, title: lesson.title },
    })),
    members: pupils.map((pupil) => pupilLine(pupil, { lessons, isOver, so: byKey.get(pupil.learnerKey) }, now)),
    hard: hardTasks(
      tasks.map((task) => ({ id: task.id, lessonId: task.lessonId, prompt: task.prompt })),
      [...byKey.values()].map(({ tries }) => tries),
      MOST_HARD,
    ),
  };
}
