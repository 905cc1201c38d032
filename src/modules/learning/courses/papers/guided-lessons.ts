import { readWriting } from '#modules/ground/content';
import type { Ctx } from '#platform/context';
import { selectLessons, selectTasks } from '../data/lessons.queries.ts';
import { selectGuides } from '../data/versions.queries.ts';
import { standingTasks } from '../publishing/check-course.ts';
import type { Task } from '../rules/tasks.ts';

/** A lesson as whoever teaches is told of it. */
export interface GuidedLesson {
  title: string;
  titleEn: string;
  minutes: number;
  /** Markdown. */
  guide: string;
  /** Those that stand in it, in their order. */
  tasks: readonly { id: number; body: Task }[];
}

/** The lessons of a course as they are being written. */
export async function lessonsBeingWritten(ctx: Ctx, courseId: number): Promise<GuidedLesson[]> {
  const rows = await selectLessons(ctx.db, courseId);
  const tasks = await selectTasks(
    ctx.db,
    rows.map(({ id }) => id),
  );
  const lessons: GuidedLesson[] = [];
  for (const { id, writingId, title, titleEn, minutes, guide } of rows) {
    const { blocks } = await readWriting(ctx, writingId);
    const own = tasks.filter(({ lessonId }) => lessonId === id);
    lessons.push({ title, titleEn, minutes, guide, tasks: standingTasks(blocks, own) });
  }
  return lessons;
}

/** The lessons of a version, as pupils have them. */
export const lessonsAsPublished = async ({ db }: Pick<Ctx, 'db'>, courseVersionId: number): Promise<GuidedLesson[]> =>
  (await selectGuides(db, courseVersionId)).map(({ head: { title, titleEn, minutes }, guide, tasks }) => ({
    ...{ title, titleEn, minutes, guide, tasks },
  }));
