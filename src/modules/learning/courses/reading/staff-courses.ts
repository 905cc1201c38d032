import { listRemovedBlocks, readWriting } from '#modules/ground/content';
import type { Writing, WrittenBlock } from '#modules/ground/content/client';
import type { Ctx } from '#platform/context';
import { authorizeAnywhere, canAnywhere, seenLibraries } from '#platform/rights/authorize';
import { FEWEST_TOLD } from '#shared/small-counts';
import type { CourseLine, CourseState, TaskKind, WrittenTask } from '../client.ts';
import { selectLessonCompetences } from '../data/competences.queries.ts';
import { countStates, selectCourses, type CourseRow } from '../data/courses.queries.ts';
import { countLearners, selectMisses, selectTaskFigures } from '../data/learners.queries.ts';
import { selectLessons, selectRemovedLessons, selectTasks, type LessonRow } from '../data/lessons.queries.ts';
import { selectShort } from '../data/stock.queries.ts';
import { countWaiting } from '../data/works.queries.ts';
import { selectVersions, type VersionRow } from '../data/versions.queries.ts';
import { answersNow } from '../learning/find-records.ts';
import { isOwnSubmission, writableCourse, writableLesson } from '../managed-course.ts';
import { standingTasks } from '../publishing/check-course.ts';
import type { SearchGoal } from '../rules/tasks.ts';
import { goalInput } from '../schema.ts';
import { parseInput } from '#platform/requests/parse-input';

const STATES: readonly CourseState[] = ['draft', 'submitted', 'published', 'withdrawn'];
const VERSIONS = 20;

/** Courses that somebody may write, those changed last first; how many learn is told from ten on. Needs `courses.manage` somewhere. */
export async function listCourses(
  ctx: Ctx,
  { states = STATES, limit, offset = 0 }: { states?: readonly CourseState[]; limit: number; offset?: number },
): Promise<{ courses: CourseLine[]; more: boolean }> {
  const libraryIds = seenLibraries(ctx, 'courses.manage', undefined);
  const rows = await selectCourses(ctx.db, { states, libraryIds, limit: limit + 1, offset });
  const shown = rows.slice(0, limit);
  const counted = await countLearners(
    ctx.db,
    shown.map(({ id }) => id),
  );
  const learners = new Map(counted.map((one) => [one.courseId, one.learners]));
  const short = await selectShort(
    ctx.db,
    shown.map(({ id }) => id),
  );
  const waiting = new Map((await countWaiting(ctx.db, libraryIds)).map(({ courseId, count }) => [courseId, count]));
  const told = (id: number): number | null => {
    const count = learners.get(id) ?? 0;
    return count > 0 && count < FEWEST_TOLD ? null : count;
  };
  return {
    courses: shown.map(({ id, slug, libraryId, title, audience, state, lessons, submittedBy, changedAt }) => ({
      ...{ id, slug, libraryId, title, audience, state, lessons, submittedBy, changedAt },
      learners: told(id),
      isShort: state === 'published' && short.has(id),
      waiting: waiting.get(id) ?? 0,
    })),
    more: rows.length > limit,
  };
}

/** How many of them stand in each state. Needs `courses.manage` somewhere. */
export async function countCourses(ctx: Ctx): Promise<Record<CourseState, number>> {
  const counts = await countStates(ctx.db, seenLibraries(ctx, 'courses.manage', undefined));
  const of = (state: CourseState): number => counts.get(state) ?? 0;
  return { draft: of('draft'), submitted: of('submitted'), published: of('published'), withdrawn: of('withdrawn') };
}

/** A lesson in the list of those who write. */
export type LessonInCourse = Pick<
  LessonRow,
  'id' | 'slug' | 'module' | 'moduleEn' | 'title' | 'titleEn' | 'minutes' | 'version'
> & { tasks: number };

/** A course as whoever writes it has it. */
export interface WrittenCourse extends Omit<CourseRow, 'submittedById' | 'shownVersionId'> {
  /** Whoever asks is who asked for a second person. */
  ownSubmission: boolean;
  versions: VersionRow[];
  lessons: LessonInCourse[];
  /** Lessons that were taken out and can be put back, the last first. */
  removed: { id: number; title: string }[];
}

const saidOfCourse = ({ submittedById: _, shownVersionId: __, ...course }: CourseRow) => course;

/** A course with its lessons. Needs `courses.manage` at its library. Throws `courses.not_found`, `platform.forbidden`. */
export async function getCourse(ctx: Ctx, id: number): Promise<WrittenCourse> {
  const course = await writableCourse(ctx, id);
  const lessons = await selectLessons(ctx.db, id);
  const tasks = await selectTasks(
    ctx.db,
    lessons.map((lesson) => lesson.id),
  );
  const listed: LessonInCourse[] = [];
  for (const { writingId, ...lesson } of lessons) {
    const { blocks } = await readWriting(ctx, writingId);
    const own = tasks.filter(({ lessonId }) => lessonId === lesson.id);
    const { slug, module, moduleEn, title, titleEn, minutes, version } = lesson;
    listed.push({
      ...{ id: lesson.id, slug, module, moduleEn, title, titleEn, minutes, version },
      tasks: standingTasks(blocks, own).length,
    });
  }
  return {
    ...saidOfCourse(course),
    ownSubmission: isOwnSubmission(ctx, course),
    versions: await selectVersions(ctx.db, id, VERSIONS),
    lessons: listed,
    removed: (await selectRemovedLessons(ctx.db, id)).map((lesson) => ({ id: lesson.id, title: lesson.title })),
  };
}

/** A lesson as whoever writes it has it. */
export interface WrittenLesson extends Omit<LessonRow, 'writingId' | 'position' | 'removedAt'> {
  courseTitle: string;
  courseState: CourseState;
  libraryId: number | null;
  writing: Writing;
  /** Blocks that were taken out and can be put back, the last first. */
  removed: WrittenBlock[];
  tasks: WrittenTask[];
  /** Lines of frameworks that it teaches. */
  competenceIds: number[];
}

const saidOfLesson = ({ writingId: _, position: __, removedAt: ___, ...lesson }: LessonRow) => lesson;

/** A lesson with its words and tasks. Needs `courses.manage`. Throws `courses.lesson_unknown`, `platform.forbidden`. */
export async function getLesson(ctx: Ctx, lessonId: number): Promise<WrittenLesson> {
  const { lesson, course } = await writableLesson(ctx, lessonId);
  const tasks = await selectTasks(ctx.db, [lessonId]);
  return {
    ...saidOfLesson(lesson),
    ...{ courseTitle: course.title, courseState: course.state, libraryId: course.libraryId },
    writing: await readWriting(ctx, lesson.writingId),
    removed: await listRemovedBlocks(ctx, lesson.writingId),
    tasks: tasks.map(({ lessonId: _lesson, ...task }) => task),
    competenceIds: (await selectLessonCompetences(ctx.db, [lessonId])).get(lessonId) ?? [],
  };
}

/** The writing of a lesson alone, for whoever has it open. Needs `courses.manage`. Throws as {@link getLesson}. */
export async function getLessonWriting(
  ctx: Ctx,
  lessonId: number,
): Promise<{ libraryId: number | null; writing: Writing }> {
  const { lesson, course } = await writableLesson(ctx, lessonId);
  return { libraryId: course.libraryId, writing: await readWriting(ctx, lesson.writingId) };
}

/** How many records answer a goal now. Needs `courses.manage` somewhere, or `courses.teach` of who writes with others. Throws `platform.invalid_input`. */
export async function countAnswers(ctx: Ctx, goal: SearchGoal): Promise<number> {
  if (!canAnywhere(ctx.actor, 'courses.teach')) authorizeAnywhere(ctx, 'courses.manage');
  return answersNow(ctx, parseInput(goalInput, goal));
}

/** How a task went. */
export interface TaskMisses {
  taskId: number;
  lessonId: number;
  kind: TaskKind;
  prompt: string;
  /** People who answered it; null: too few to tell, and then nothing else is told either. */
  people: number | null;
  right: number | null;
  misses: { reason: string; count: number }[];
}

/**
 * What learners find hard in a course: of tasks that ten people or more answered, how many solved it and by which ways it went wrong for ten or
 * more at their first try, most often first; neither while those who solved it, or those who did not, are one to nine. Needs `courses.manage`. Throws `courses.not_found`.
 */
export async function taskMisses(ctx: Ctx, courseId: number): Promise<TaskMisses[]> {
  await writableCourse(ctx, courseId);
  const lessons = await selectLessons(ctx.db, courseId);
  const tasks = await selectTasks(
    ctx.db,
    lessons.map(({ id }) => id),
  );
  const ids = tasks.map(({ id }) => id);
  const figures = new Map((await selectTaskFigures(ctx.db, ids)).map((row) => [row.taskId, row]));
  const misses = await selectMisses(ctx.db, ids);
  const places = new Map(lessons.map(({ id }, at) => [id, at]));
  return tasks
    .toSorted((a, b) => (places.get(a.lessonId) ?? 0) - (places.get(b.lessonId) ?? 0) || a.id - b.id)
    .map(({ id, lessonId, body }) => {
      const figure = figures.get(id);
      const people = figure?.people ?? 0;
      const wrong = people - (figure?.right ?? 0);
      const isTold = people >= FEWEST_TOLD;
      // of those who failed, and of those who did not, nothing is told while they are few
      const isApart = (wrong > 0 && wrong < FEWEST_TOLD) || (wrong < people && people - wrong < FEWEST_TOLD);
      const tells = isTold && !isApart;
      return {
        ...{ taskId: id, lessonId, kind: body.kind, prompt: body.prompt.id },
        people: isTold ? people : null,
        right: tells ? people - wrong : null,
        misses: tells
          ? misses
              .filter(({ taskId, count }) => taskId === id && count >= FEWEST_TOLD)
              .map(({ reason, count }) => ({ reason, count }))
          : [],
      };
    });
}
