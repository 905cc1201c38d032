import { readWriting, shownThings } from '#modules/ground/content';
import type { Ctx } from '#platform/context';
import type { PublicLesson } from '../client.ts';
import { selectLessons, selectTasks } from '../data/lessons.queries.ts';
import { withLivingBooks } from '../learning/listed-books.ts';
import { headFor, lessonLanguage, lessonTitle } from '../learning/view-courses.ts';
import { asOnPaper, partsOf, shownTasks } from '../learning/view-lesson.ts';
import { writableLesson } from '../managed-course.ts';

/**
 * A lesson as it stands now, as whoever learns would see it: tasks without what is right, and nothing answered. Needs `courses.manage` at its
 * library. Throws `courses.lesson_unknown`, `platform.forbidden`.
 */
export async function previewLesson(ctx: Ctx, lessonId: number): Promise<PublicLesson> {
  const { db, locale } = ctx;
  const { lesson, course } = await writableLesson(ctx, lessonId);
  const { blocks } = await readWriting(ctx, lesson.writingId);
  const tasks = await withLivingBooks(ctx, await selectTasks(db, [lessonId]));
  const parts = partsOf(blocks, shownTasks(tasks, [], locale, asOnPaper), locale);
  const words = parts.flatMap((part) => (part.kind === 'words' ? part.blocks.map(({ block }) => block) : []));
  const lessons = await selectLessons(db, course.id);
  return {
    course: { id: course.id, slug: course.slug, ...headFor(course, locale) },
    ...{ id: lesson.id, slug: lesson.slug, minutes: lesson.minutes },
    // one that was taken out has no place
    ...{ number: lessons.findIndex(({ id }) => id === lessonId) + 1, of: lessons.length },
    title: lessonTitle(lesson, locale),
    language: lessonLanguage(lesson, locale),
    parts,
    ...{ previous: null, next: null, joined: false },
    standing: 'new',
    ...(await shownThings(ctx, words)),
  };
}
