import { search } from '#modules/collection/search';
import { blocksOfMarkdown } from '#modules/ground/content';
import { listLibraries, zoneOf } from '#modules/ground/libraries';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { renderPdf } from '#platform/papers/pdf';
import { formatDate, formatInstant, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import type { CourseHead, CourseRow } from '../data/courses.queries.ts';
import { findVersionOf } from '../data/versions.queries.ts';
import { answersNow } from '../learning/find-records.ts';
import { headFor, lessonTitle } from '../learning/view-courses.ts';
import { guidedCourse } from '../managed-course.ts';
import { said, type Task } from '../rules/tasks.ts';
import { lessonsAsPublished, lessonsBeingWritten, type GuidedLesson } from './guided-lessons.ts';
import { paperAnswers, type GoalNames } from './paper-answers.ts';
import { paperBlocks } from './paper-blocks.ts';
import { taskName } from './paper-tasks.ts';
import type { CoursePaper } from './print-sheets.ts';

type Names = Omit<GoalNames, 'now'> & { /** Of the course; null: of the whole network. */ ofLibrary: number | null };

/** What all lessons of a guide have in common. */
interface About {
  names: Names;
  origin: string;
  /** The sheets of pupils are of what is printed here. */
  onSheets: boolean;
}

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

async function taskAnswers(
  ctx: Ctx,
  { id, body }: { id: number; body: Task },
  number: number,
  { names, onSheets }: Pick<About, 'names' | 'onSheets'>,
) {
  const told = { locale: ctx.locale };
  const goal = body.kind === 'search' ? body.goal : null;
  return {
    title: taskName({ kind: body.kind, ...(goal && { count: goal.count }) }, number, told),
    prompt: said(body.prompt, ctx.locale),
    ...paperAnswers(
      { id, body, onSheets },
      goal && { ...names, now: await answersNow(ctx, goal, names.ofLibrary) },
      told,
    ),
    hints: body.hints.map((hint) => said(hint, ctx.locale)),
  };
}

async function lessonGuide(ctx: Ctx, lesson: GuidedLesson, about: About & { number: number }) {
  const told = { locale: ctx.locale };
  const guide = blocksOfMarkdown(lesson.guide).blocks.map((block) => ({ block }));
  const tasks: Awaited<ReturnType<typeof taskAnswers>>[] = [];
  for (const [at, task] of lesson.tasks.entries()) tasks.push(await taskAnswers(ctx, task, at + 1, about));
  return {
    title: m.learn_lesson_named({ number: about.number, title: lessonTitle(lesson, ctx.locale) }, told),
    about: m.learn_minutes({ count: lesson.minutes }, told),
    guide: paperBlocks(guide, { ...told, origin: about.origin }),
    tasks,
  };
}

/** What is printed: the version that everybody sees, or what is being written, and the line that says which. */
async function guided(
  ctx: Ctx,
  course: CourseRow,
  isPublished: boolean,
): Promise<{ head: CourseHead; state: string; lessons: GuidedLesson[]; onSheets: boolean }> {
  const told = { locale: ctx.locale };
  const zone = await zoneOf({ db: ctx.db, libraryId: course.libraryId });
  const { id: courseId, shownVersionId: versionId } = course;
  const shown = isPublished && versionId !== null ? await findVersionOf(ctx.db, { courseId, versionId }) : undefined;
  if (shown) {
    const day = formatDate(localDate(shown.publishedAt, zone), ctx.locale);
    const state = m.learn_version({ number: shown.number, day }, told);
    return { head: shown.head, state, lessons: await lessonsAsPublished(ctx, shown.versionId), onSheets: true };
  }
  const at = formatInstant(ctx.clock.now(), zone, ctx.locale, 'medium');
  return {
    head: course,
    state: m.courses_paper_state({ at }, told),
    lessons: await lessonsBeingWritten(ctx, courseId),
    // before the first version there are no others
    onSheets: versionId === null,
  };
}

/**
 * What is written for whoever teaches a course, and what is right in its tasks: for whoever may write it as it stands now, or as it is published;
 * of an open course with `courses.teach` anywhere as it is published, as the sheets of pupils are. Throws `courses.not_found`,
 * `platform.forbidden`, `platform.pdf_unavailable`.
 * @param asked `origin` where the site is reached; `published` that whoever may write it wants what everybody sees
 */
export async function guidePdf(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  asked: { id: number; origin: string; published: boolean },
): Promise<CoursePaper> {
  const { course, mayWrite } = await guidedCourse(ctx, asked.id);
  const { head, state, lessons: rows, onSheets } = await guided(ctx, course, asked.published || !mayWrite);
  const names = await goalNames(ctx, course.libraryId);
  const lessons: Awaited<ReturnType<typeof lessonGuide>>[] = [];
  for (const [at, lesson] of rows.entries())
    lessons.push(await lessonGuide(ctx, lesson, { number: at + 1, names, origin: asked.origin, onSheets }));
  const told = { locale: ctx.locale };
  const data = {
    title: m.courses_paper_guide_title({ title: headFor(head, ctx.locale).title }, told),
    state,
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
    createdAt: ctx.clock.now(),
    locale: ctx.locale,
  });
  return { fileName: `panduan-${course.slug}.pdf`, body };
}
