import { search } from '#modules/collection/search';
import { blocksOfMarkdown, readWriting } from '#modules/ground/content';
import { listLibraries, zoneOf } from '#modules/ground/libraries';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { renderPdf } from '#platform/papers/pdf';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { selectLessons, selectTasks, type LessonRow, type TaskRow } from '../data/lessons.queries.ts';
import { answersNow } from '../learning/find-records.ts';
import { headFor, lessonTitle } from '../learning/view-courses.ts';
import { guidedCourse } from '../managed-course.ts';
import { standingTasks } from '../publishing/check-course.ts';
import { said } from '../rules/tasks.ts';
import { paperAnswers, type GoalNames } from './paper-answers.ts';
import { paperBlocks } from './paper-blocks.ts';
import { taskName } from './paper-tasks.ts';
import type { CoursePaper } from './print-sheets.ts';

type Names = Omit<GoalNames, 'now'> & { /** Of the course; null: of the whole network. */ ofLibrary: number | null };

/** How the catalogue and the network call what goals name by codes; what is gone is called by its code. */
async function goalNames(ctx: Ctx, ofLibrary: number | null): Promise<Names> {
  const { facets } = await search(ctx, { limit: 1 });
  const libraries = await listLibraries(ctx, { active: true });
  const among = (values: readonly { value: string; label: string }[]) => (code: string) =>
    values.find(({ value }) => value === code)?.label ?? code;
  return {
    ofLibrary,
    material: among(facets.material),
    audience: among(facets.audience),
    library: among(libraries.map(({ code, name }) => ({ value: code, label: name }))),
  };
}

async function taskAnswers(ctx: Ctx, { id, body }: TaskRow, number: number, names: Names) {
  const told = { locale: ctx.locale };
  const goal = body.kind === 'search' ? body.goal : null;
  return {
    title: taskName({ kind: body.kind, ...(goal && { count: goal.count }) }, number, told),
    prompt: said(body.prompt, ctx.locale),
    ...paperAnswers({ id, body }, goal && { ...names, now: await answersNow(ctx, goal, names.ofLibrary) }, told),
    hints: body.hints.map((hint) => said(hint, ctx.locale)),
  };
}

async function lessonGuide(
  ctx: Ctx,
  lesson: LessonRow,
  about: { number: number; tasks: readonly TaskRow[]; names: Names; origin: string },
) {
  const told = { locale: ctx.locale };
  const { blocks } = await readWriting(ctx, lesson.writingId);
  const guide = blocksOfMarkdown(lesson.guide).blocks.map((block) => ({ block }));
  const tasks: Awaited<ReturnType<typeof taskAnswers>>[] = [];
  for (const [at, task] of standingTasks(blocks, about.tasks).entries())
    tasks.push(await taskAnswers(ctx, task, at + 1, about.names));
  return {
    title: m.learn_lesson_named({ number: about.number, title: lessonTitle(lesson, ctx.locale) }, told),
    about: m.learn_minutes({ count: lesson.minutes }, told),
    guide: paperBlocks(guide, { ...told, origin: about.origin }),
    tasks,
  };
}

/**
 * What is written for whoever teaches a course, and what is right in its tasks, as it stands now. Needs `courses.manage` at its library; of an
 * open course `courses.teach` anywhere. Throws
 * `courses.not_found`, `platform.forbidden`, `platform.pdf_unavailable`. @param origin where the site is reached
 */
export async function guidePdf(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  { id, origin }: { id: number; origin: string },
): Promise<CoursePaper> {
  const course = await guidedCourse(ctx, id);
  const rows = await selectLessons(ctx.db, id);
  const tasks = await selectTasks(
    ctx.db,
    rows.map((lesson) => lesson.id),
  );
  const names = await goalNames(ctx, course.libraryId);
  const lessons: Awaited<ReturnType<typeof lessonGuide>>[] = [];
  for (const [at, lesson] of rows.entries()) {
    const own = tasks.filter(({ lessonId }) => lessonId === lesson.id);
    lessons.push(await lessonGuide(ctx, lesson, { number: at + 1, tasks: own, names, origin }));
  }
  const told = { locale: ctx.locale };
  const now = ctx.clock.now();
  const at = formatInstant(now, await zoneOf({ db: ctx.db, libraryId: course.libraryId }), ctx.locale, 'medium');
  const data = {
    title: m.courses_paper_guide_title({ title: headFor(course, ctx.locale).title }, told),
    state: m.courses_paper_state({ at }, told),
    words: {
      guide: m.courses_guide({}, told),
      none: m.courses_paper_guide_none({}, told),
      empty: m.courses_lessons_none({}, told),
      answers: m.courses_paper_answers({}, told),
      hints: m.courses_hints({}, told),
    },
    lessons,
  };
  const body = await renderPdf(config, 'modules/learning/courses/templates/guide.typ', data, {
    createdAt: now,
    locale: ctx.locale,
  });
  return { fileName: `panduan-${course.slug}.pdf`, body };
}
