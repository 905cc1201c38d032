import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { dropWriting } from '#modules/ground/content';
import { getLibrary } from '#modules/ground/libraries';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { id as anId } from '#platform/requests/bounds';
import { parseInput } from '#platform/requests/parse-input';
import { authorize } from '#platform/rights/authorize';
import { freeSlug, slugOf } from '#shared/text/slug';
import { withdrawCourseMail } from '../authors/invite-author.ts';
import {
  deleteCourse,
  deleteSlug,
  holdSlugs,
  insertCourse,
  selectSlugsLike,
  touchCourse,
  updateCourse,
  writeSlug,
  type CourseHead,
} from '../data/courses.queries.ts';
import { selectWritingIds } from '../data/lessons.queries.ts';
import { courseErrors } from '../errors.ts';
import { courseEntity, heldCourse, heldManagedCourse } from '../managed-course.ts';
import { courseHead, type CourseHeadInput } from '../schema.ts';

const newCourse = courseHead.extend({ libraryId: anId.nullable() });
const savedCourse = courseHead.extend({ slug: z.string().trim().max(100).optional() });

/** Addresses at which a page stands beside the courses: where pupils of a class come in. */
const OWN_PAGES = ['masuk', 'sertifikat'];

/** Writes a course as a draft, with its trace. @returns its id */
export async function writeCourse(
  trx: Tx,
  ctx: Ctx,
  { libraryId, ...head }: CourseHead & { libraryId: number | null },
): Promise<number> {
  const now = ctx.clock.now();
  await holdSlugs(trx);
  const wanted = slugOf(head.title) ?? 'kursus';
  const slug = freeSlug(wanted, new Set([...(await selectSlugsLike(trx, wanted)), ...OWN_PAGES]));
  const id = await insertCourse(trx, {
    ...{ ...head, libraryId, slug, state: 'draft' },
    ...{ createdAt: now, createdBy: actorName(ctx.actor), changedAt: now },
  });
  await writeSlug(trx, { slug, courseId: id, givenAt: now });
  await recordAudit(trx, ctx, {
    ...{ action: 'course.drafted', ...courseEntity({ id, libraryId }) },
    after: { title: head.title, slug },
  });
  return id;
}

/**
 * Begins a course as a draft. Needs `courses.manage` at its library, network-wide for one of the whole network. Throws `libraries.not_found`,
 * `platform.invalid_input`. @returns its id
 */
export async function createCourse(ctx: Ctx, input: CourseHeadInput & { libraryId: number | null }): Promise<number> {
  const { libraryId, ...head } = parseInput(newCourse, input);
  authorize(ctx, 'courses.manage', libraryId);
  if (libraryId !== null) await getLibrary(ctx, libraryId);
  return ctx.db.transaction().execute(async (trx) => writeCourse(trx, ctx, { libraryId, ...head }));
}

/**
 * Changes what is said of a course, over the version that was read; readers see it when it is published again. An address that somebody saw
 * leads to the new one. For those who write it; the address for who answers for it. Throws `courses.not_found`, `slug_taken`, `platform.version_conflict`, `invalid_input`.
 */
export async function saveCourse(
  ctx: Ctx,
  id: number,
  { version, ...input }: CourseHeadInput & { slug?: string | undefined; version: number },
): Promise<void> {
  const { slug: typed, ...head } = parseInput(savedCourse, input);
  const slug = typed === undefined || typed === '' ? null : slugOf(typed);
  if (typed && slug === null) throw platformErrors.invalidInput({}, { slug: 'invalid' });
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldCourse(trx, ctx, id, version);
    const now = ctx.clock.now();
    if (slug !== null && slug !== held.slug) {
      // where everybody finds it is no matter of its words
      authorize(ctx, 'courses.manage', held.libraryId);
      if (OWN_PAGES.includes(slug) || !(await writeSlug(trx, { slug, courseId: id, givenAt: now })))
        throw courseErrors.slugTaken({}, { slug: 'taken' });
      // nobody was ever shown it: it is free again
      if (!held.wasShown) await deleteSlug(trx, held.slug);
    }
    await touchCourse(trx, held, now);
    await updateCourse(trx, id, { ...head, slug: slug ?? held.slug, changedAt: now });
    await recordAudit(trx, ctx, {
      ...{ action: 'course.changed', ...courseEntity(held) },
      // who made it stays nowhere when it is taken out
      before: { title: held.title, slug: held.slug, audience: held.audience },
      after: { title: head.title, slug: slug ?? held.slug, audience: head.audience },
    });
  });
}

/**
 * Removes a course that nobody was ever shown, with all its lessons. Needs `courses.manage` at its library. Throws `courses.not_found`,
 * `state_forbids`, `platform.version_conflict`.
 */
export async function removeCourse(ctx: Ctx, id: number, version: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldManagedCourse(trx, ctx, id, version);
    if (held.wasShown || held.state === 'published') throw courseErrors.stateForbids({ state: held.state });
    const writings = await selectWritingIds(trx, id);
    await withdrawCourseMail(trx, ctx, id);
    await deleteCourse(trx, id);
    for (const writingId of writings) await dropWriting(trx, writingId);
    await recordAudit(trx, ctx, { action: 'course.removed', ...courseEntity(held), before: { title: held.title } });
  });
}
