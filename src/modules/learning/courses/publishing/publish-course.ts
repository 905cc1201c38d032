import { recordAudit } from '#modules/ground/audit';
import { keepVersion, readWriting } from '#modules/ground/content';
import { getSetting } from '#modules/ground/libraries';
import { accountOf, actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { noteNews } from '../authors/tell-authors.ts';
import { selectLessonCompetences } from '../data/competences.queries.ts';
import { updateCourse, type CourseRow } from '../data/courses.queries.ts';
import { selectLessons, selectTasks } from '../data/lessons.queries.ts';
import { insertCourseVersion, insertLessonVersion, type ShownLessonHead } from '../data/versions.queries.ts';
import { courseErrors } from '../errors.ts';
import {
  courseEntity,
  headOf,
  heldCourse,
  heldManagedCourse,
  isOwnSubmission,
  managedCourse,
  writableCourse,
} from '../managed-course.ts';
import { checksOf, standingTasks } from './check-course.ts';
import { requireAgreed } from './review-course.ts';

const UNREAD = { submittedBy: '', submittedById: null } as const;

/** Refuses what is not ready, and gives back the course as it was looked at. */
async function readyCourse(ctx: Ctx, id: number): Promise<CourseRow> {
  const course = await writableCourse(ctx, id);
  const blocking = (await checksOf(ctx, course)).filter((check) => check.blocking);
  if (blocking.length > 0) throw courseErrors.checksFailed({ count: blocking.length });
  return course;
}

/** Holds a course that was looked at. Throws `platform.version_conflict` where something in it changed since. */
async function heldReady(trx: Tx, ctx: Ctx, ready: CourseRow, version: number): Promise<CourseRow> {
  const held = await heldCourse(trx, ctx, ready.id, version);
  if (held.changedAt.getTime() !== ready.changedAt.getTime()) throw platformErrors.versionConflict();
  return held;
}

/**
 * Asks a second person to read a course before it is published, the other side where it is written with another house. For those who write it. Throws `courses.not_found`,
 * `state_forbids`, `checks_failed`, `platform.version_conflict`.
 */
export async function submitCourse(ctx: Ctx, id: number, version: number): Promise<void> {
  const ready = await readyCourse(ctx, id);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldReady(trx, ctx, ready, version);
    if (held.submittedBy !== '') throw courseErrors.stateForbids({ state: held.state });
    await updateCourse(trx, id, {
      ...(held.state === 'published' ? {} : { state: 'submitted' }),
      submittedBy: actorName(ctx.actor),
      submittedById: accountOf(ctx.actor),
      changedAt: ctx.clock.now(),
    });
    await noteNews(trx, ctx, held, 'submitted');
    await recordAudit(trx, ctx, { action: 'course.submitted', ...courseEntity(held), after: { title: held.title } });
  });
}

async function refuseOwnApproval(trx: Tx, ctx: Ctx, held: CourseRow): Promise<void> {
  if (!(await getSetting(trx, 'siteSecondPerson'))) return;
  if (held.submittedBy === '') throw courseErrors.stateForbids({ state: held.state });
  if (isOwnSubmission(ctx, held)) throw courseErrors.ownApproval();
}

/** Freezes what stands as a version and shows it to whoever begins from now on. */
export async function showHeld(trx: Tx, ctx: Ctx, held: CourseRow): Promise<void> {
  const now = ctx.clock.now();
  const lessons = await selectLessons(trx, held.id);
  const tasks = await selectTasks(
    trx,
    lessons.map(({ id }) => id),
  );
  const taught = await selectLessonCompetences(
    trx,
    lessons.map(({ id }) => id),
  );
  const made = await insertCourseVersion(trx, {
    ...{ courseId: held.id, head: headOf(held) },
    publishedAt: now,
    publishedBy: actorName(ctx.actor),
  });
  for (const [at, lesson] of lessons.entries()) {
    const { module, moduleEn, title, titleEn, minutes } = lesson;
    const head: ShownLessonHead = {
      ...{ module, moduleEn, title, titleEn, minutes },
      competenceIds: taught.get(lesson.id) ?? [],
    };
    const { blocks } = await readWriting({ db: trx, actor: ctx.actor }, lesson.writingId);
    const own = tasks.filter(({ lessonId }) => lessonId === lesson.id);
    const kept = await keepVersion(trx, ctx, lesson.writingId, head);
    await insertLessonVersion(trx, {
      ...{ courseVersionId: made.id, lessonId: lesson.id, position: at + 1, slug: lesson.slug, head },
      ...{ writingVersionId: kept.id, guide: lesson.guide },
      tasks: standingTasks(blocks, own).map(({ id, body, competenceId }) => ({ id, body, competenceId })),
    });
  }
  await updateCourse(trx, held.id, {
    ...{ state: 'published', shownVersionId: made.id, wasShown: true, changedAt: now, ...UNREAD },
  });
  await recordAudit(trx, ctx, {
    ...{ action: 'course.published', ...courseEntity(held), before: { state: held.state } },
    after: { title: held.title, version: made.number, lessons: lessons.length },
  });
}

/**
 * Shows a course as it stands to everybody: who has begun stays with the version of then. Where the network asks for a second person, it is
 * somebody else than who submitted it; where it is written with another house, the side that did not submit it has agreed, and no other second
 * person is asked. Needs `courses.manage` at its library. Throws `courses.not_found`, `own_approval`, `needs_review`, `state_forbids` (not submitted), `checks_failed`,
 * `platform.version_conflict`.
 */
export async function publishCourse(ctx: Ctx, id: number, version: number): Promise<void> {
  await managedCourse(ctx, id);
  const ready = await readyCourse(ctx, id);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldReady(trx, ctx, ready, version);
    // where another house writes it, their word is that of the second person
    if (!(await requireAgreed(trx, ctx, held))) await refuseOwnApproval(trx, ctx, held);
    await showHeld(trx, ctx, held);
  });
}

/**
 * Takes a course out of sight, also for who has begun; what they answered stays until it is shown again or forgotten. One that nobody saw goes
 * back to being a draft. Needs `courses.manage` at its library. Throws `courses.not_found`, `state_forbids`, `platform.version_conflict`.
 */
export async function withdrawCourse(ctx: Ctx, id: number, version: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldManagedCourse(trx, ctx, id, version);
    if (held.state === 'draft' || held.state === 'withdrawn') throw courseErrors.stateForbids({ state: held.state });
    const state = held.wasShown ? 'withdrawn' : 'draft';
    await updateCourse(trx, id, { state, changedAt: ctx.clock.now(), ...UNREAD });
    await recordAudit(trx, ctx, {
      ...{ action: 'course.withdrawn', ...courseEntity(held), before: { state: held.state } },
      after: { state, title: held.title },
    });
  });
}
