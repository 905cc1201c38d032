import { selectBibTitles } from '#modules/collection/catalog';
import type { Ctx } from '#platform/context';
import { selectCoursesById, selectFrozenTasks } from '../data/class-learners.queries.ts';
import { answeringIds } from './find-records.ts';
import { withLivingBooks } from './listed-books.ts';

/** So many records of each task of searching. */
const OF_A_SEARCH = 6;
/** More titles are not offered. */
const MOST = 60;

/** A title that a course asks for. */
export interface CourseBook {
  /** Null: a title of a reading list that is no record of ours. */
  bibId: number | null;
  title: string;
  /** It stands on a reading list, or answers a task of searching now. */
  from: 'reading' | 'search';
}

/** Titles that go with a course, each once: those of its reading lists, then some that answer its tasks of searching now. The caller has checked who asks. */
export async function courseBooks(ctx: Ctx, courseId: number): Promise<CourseBook[]> {
  const [course] = await selectCoursesById(ctx.db, [courseId]);
  if (!course || course.shownVersionId === null) return [];
  const frozen = await selectFrozenTasks(ctx.db, course.shownVersionId);
  const tasks = await withLivingBooks(
    ctx,
    frozen.flatMap((lesson) => lesson.tasks),
  );
  const books: CourseBook[] = tasks.flatMap(({ body }) =>
    body.kind === 'reading' ? body.books.map(({ bibId, title }) => ({ bibId, title, from: 'reading' as const })) : [],
  );
  const found = new Set<number>();
  for (const { body } of tasks)
    if (body.kind === 'search') for (const id of await answeringIds(ctx, body.goal, OF_A_SEARCH)) found.add(id);
  const titles = await selectBibTitles(ctx.db, [...found]);
  books.push(...titles.map(({ id, title }) => ({ bibId: id, title, from: 'search' as const })));
  const once = new Map(books.toReversed().map((book) => [book.bibId ?? book.title, book]));
  return [...once.values()].toReversed().slice(0, MOST);
}
