import { z } from 'zod';
import { competencesById } from '#modules/learning/competences';
import type { Ctx } from '#platform/context';
import type { Db } from '#platform/database/db';
import { decodeCursor, toPage } from '#platform/requests/http';
import type { LessonLine, LessonStanding, OpenCourse, PublicCourse } from '../client.ts';
import type { CourseHead } from '../data/courses.queries.ts';
import {
  countDone,
  selectLearning,
  selectProgress,
  selectSolved,
  type LearnerKey,
  type LearnerRow,
} from '../data/learners.queries.ts';
import {
  countOpen,
  selectOpen,
  selectOwn,
  type LessonVersionRow,
  type ShownLessonHead,
} from '../data/versions.queries.ts';
import type { Audience } from '../rules/tasks.ts';
import { learnerOf, type Learner } from './learner.ts';
import { openCourse } from './open-course.ts';

type Locale = 'id' | 'en';

/** What a head says in the language of the reader: in English where both title and summary are there in it. */
export function headFor(
  { title, titleEn, summary, summaryEn }: CourseHead,
  locale: Locale,
): Pick<OpenCourse, 'title' | 'summary' | 'language'> {
  const inEnglish = locale === 'en' && titleEn !== '' && (summary === '' || summaryEn !== '');
  return inEnglish ? { title: titleEn, summary: summaryEn, language: 'en' } : { title, summary, language: 'id' };
}

interface Sums {
  lessons: number;
  minutes: number;
}
/** A course of a version with the sums of its lessons, in the language of the reader. */
export const openCourseOf = (
  { id, slug, libraryId, head }: { id: number; slug: string; libraryId: number | null; head: CourseHead },
  { lessons, minutes }: Sums,
  locale: Locale,
): OpenCourse => ({
  ...{ id, slug, libraryId, lessons: Number(lessons), minutes: Number(minutes) },
  ...headFor(head, locale),
  ...{ audience: head.audience, phase: head.phase, tier: head.tier, jp: head.jp },
});

/** What one can do after lessons, in the language of the reader, each once, in the order of their frameworks. */
export async function canAfter(
  { db, locale }: Pick<Ctx, 'db' | 'locale'>,
  lessons: readonly LessonVersionRow[],
): Promise<PublicCourse['can']> {
  const ids = [...new Set(lessons.flatMap(({ head }) => head.competenceIds))];
  const lines = ids.length === 0 ? [] : await competencesById(db, ids);
  // a framework that was copied says the same in the same words
  const said = lines.map(({ canDo, canDoEn }) =>
    locale === 'en' && canDoEn !== ''
      ? { text: canDoEn, language: 'en' as const }
      : { text: canDo, language: 'id' as const },
  );
  return said.filter(({ text }, at) => said.findIndex((other) => other.text === text) === at);
}

const edge = z.tuple([z.string().max(200), z.number()]);

/** Courses that everybody sees, by their titles. */
export async function listOpenCourses(
  ctx: Pick<Ctx, 'db' | 'locale'>,
  { audience, cursor, limit }: { audience?: Audience | undefined; cursor?: string | undefined; limit: number },
): Promise<{ data: OpenCourse[]; next: string | null }> {
  const from = decodeCursor(cursor, edge);
  const after = from && { title: from[0], id: from[1] };
  const rows = await selectOpen(ctx.db, { audience: audience ?? null, after: after ?? null, limit });
  const { data, next } = toPage(rows, limit, ({ title, id }) => [title, id]);
  return { data: data.map((row) => openCourseOf(row, row, ctx.locale)), next };
}

/** For whom there are courses, and how many. */
export const countOpenCourses = async ({ db }: Pick<Ctx, 'db'>): Promise<{ audience: Audience; count: number }[]> =>
  countOpen(db);

/** What a lesson is called in the language of the reader. */
export const lessonTitle = ({ title, titleEn }: Pick<ShownLessonHead, 'title' | 'titleEn'>, locale: Locale): string =>
  locale === 'en' && titleEn !== '' ? titleEn : title;

/** In which language that is. */
export const lessonLanguage = ({ titleEn }: Pick<ShownLessonHead, 'titleEn'>, locale: Locale): Locale =>
  locale === 'en' && titleEn !== '' ? 'en' : 'id';

/** The lessons of a version with how far a reader is in each. */
export async function linesFor(
  db: Db,
  { lessons, learner }: { lessons: readonly LessonVersionRow[]; learner: Pick<LearnerRow, 'id'> | null },
  locale: Locale,
): Promise<LessonLine[]> {
  const progress = new Map(
    (learner ? await selectProgress(db, learner.id) : []).map(({ lessonId, doneAt }) => [lessonId, doneAt]),
  );
  const answered = new Map((learner ? await selectSolved(db, learner.id) : []).map((one) => [one.taskId, one]));
  return lessons.map(({ lessonId, slug, head, taskIds }, at) => {
    const touched = taskIds.some((id) => answered.has(id)) || progress.has(lessonId);
    const standing: LessonStanding = progress.get(lessonId) ? 'done' : touched ? 'begun' : 'new';
    return {
      ...{ id: lessonId, slug, number: at + 1, minutes: head.minutes, tasks: taskIds.length, standing },
      module: locale === 'en' && head.moduleEn !== '' ? head.moduleEn : head.module,
      moduleLanguage: locale === 'en' && head.moduleEn !== '' ? 'en' : 'id',
      title: lessonTitle(head, locale),
      language: lessonLanguage(head, locale),
      solved: taskIds.filter((id) => answered.get(id)?.isRight).length,
    };
  });
}

/**
 * What stands at an address: the course as it is for the reader, or the address that it has now. Throws `courses.not_found`, and `withdrawn`
 * where it was for everybody once.
 */
export async function viewCourse(
  ctx: Pick<Ctx, 'db' | 'actor' | 'locale'>,
  slug: string,
  learner: Learner,
): Promise<{ moved: string } | { course: PublicCourse }> {
  const opened = await openCourse(ctx.db, slug, learnerOf(ctx, learner));
  const { course } = opened;
  if (course.slug !== slug) return { moved: course.slug };
  const lines = await linesFor(ctx.db, opened, ctx.locale);
  const minutes = lines.reduce((sum, line) => sum + line.minutes, 0);
  return {
    course: {
      ...openCourseOf(course, { lessons: lines.length, minutes }, ctx.locale),
      ...{ authors: course.head.authors, versionNumber: course.number, publishedAt: course.publishedAt, lines },
      joined: opened.learner !== null,
      finishedAt: opened.learner?.finishedAt ?? null,
      can: await canAfter(ctx, opened.lessons),
      next: lines.find(({ standing }) => standing !== 'done') ?? null,
    },
  };
}

/** A course in which somebody takes part. */
export interface OwnCourse {
  course: OpenCourse;
  /** Lessons that are done. */
  done: number;
  beganAt: Date;
  finishedAt: Date | null;
}

/** Courses in which the reader takes part and that everybody sees, begun last first. */
export async function listOwnCourses(
  ctx: Pick<Ctx, 'db' | 'actor' | 'locale'>,
  learner: Learner,
): Promise<OwnCourse[]> {
  const who = learnerOf(ctx, learner);
  return who ? coursesOf(ctx, who) : [];
}

/** The same of whoever is known so; the caller has checked who asks. */
export async function coursesOf(ctx: Pick<Ctx, 'db' | 'locale'>, who: LearnerKey): Promise<OwnCourse[]> {
  const own = await selectLearning(ctx.db, who);
  if (own.length === 0) return [];
  const open = await selectOwn(
    ctx.db,
    own.map(({ id }) => id),
  );
  const courses = new Map(open.map((row) => [row.learnerId, row]));
  const done = new Map(
    (
      await countDone(
        ctx.db,
        own.map(({ id }) => id),
      )
    ).map((one) => [one.learnerId, one.done]),
  );
  return own.flatMap(({ id, beganAt, finishedAt }) => {
    const row = courses.get(id);
    return row ? [{ course: openCourseOf(row, row, ctx.locale), done: done.get(id) ?? 0, beganAt, finishedAt }] : [];
  });
}
