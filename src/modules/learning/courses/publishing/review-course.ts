import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { accountOf, actorName, type Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { can } from '#platform/rights/authorize';
import { noteNews } from '../authors/tell-authors.ts';
import { VERDICTS, type CourseReview, type Verdict } from '../client.ts';
import {
  insertReview,
  selectAuthorIds,
  selectAuthors,
  selectReviews,
  selectVerdicts,
} from '../data/authors.queries.ts';
import { touchCourse, type CourseRow } from '../data/courses.queries.ts';
import { courseErrors } from '../errors.ts';
import { courseEntity, heldCourse, isOwnSubmission, writableCourse } from '../managed-course.ts';
import { askedSide, hasAgreed, sideOf } from '../rules/sides.ts';

/** So many of the last words of both sides are shown, and looked at. */
const SHOWN = 20;
const WORDS_LENGTH = 2000;

const verdictInput = z.object({
  verdict: z.enum(VERDICTS),
  words: z.string().trim().max(WORDS_LENGTH).default(''),
});

/** Which side is asked, and whether it agreed. @param reviews the last first */
function standingOf(course: CourseRow, ids: readonly number[], reviews: Parameters<typeof hasAgreed>[0]) {
  const asked = askedSide(ids, course.submittedById);
  const isSubmitted = course.submittedBy !== '';
  const agreed = asked === null || (isSubmitted && hasAgreed(reviews, { side: asked, version: course.version }));
  return { ids, asked, isSubmitted, agreed };
}

/** Whether who acts is who is to say something of a course that was submitted. */
const mayJudge = (
  ctx: Pick<Ctx, 'actor'>,
  course: CourseRow,
  { ids, asked, isSubmitted, agreed }: ReturnType<typeof standingOf>,
): boolean =>
  isSubmitted &&
  asked !== null &&
  !agreed &&
  sideOf(ids, accountOf(ctx.actor)) === asked &&
  !isOwnSubmission(ctx, course);

/** How a course stands between those who answer for it and those of another house. */
async function sidesOf(db: Db | Tx, course: CourseRow) {
  const authors = await selectAuthors(db, course.id);
  const ids = authors.map(({ accountId }) => accountId);
  const reviews = await selectReviews(db, course.id, SHOWN);
  return { authors, reviews, ...standingOf(course, ids, reviews) };
}

/** Which of courses that who asks may write wait for their word, with two questions for all of them. */
export async function coursesToJudge(
  ctx: Pick<Ctx, 'actor' | 'db'>,
  courses: readonly CourseRow[],
): Promise<Set<number>> {
  const submitted = courses.filter(({ submittedBy }) => submittedBy !== '');
  const courseIds = submitted.map(({ id }) => id);
  const authors = Map.groupBy(await selectAuthorIds(ctx.db, courseIds), ({ courseId }) => courseId);
  const verdicts = Map.groupBy(await selectVerdicts(ctx.db, courseIds), ({ courseId }) => courseId);
  const waiting = submitted.filter((course) => {
    const ids = (authors.get(course.id) ?? []).map(({ accountId }) => accountId);
    return mayJudge(ctx, course, standingOf(course, ids, verdicts.get(course.id) ?? []));
  });
  return new Set(waiting.map(({ id }) => id));
}

/** Whether a course still waits for a word of the other side. */
export const waitsForWord = async (db: Db | Tx, course: CourseRow): Promise<boolean> =>
  !(await sidesOf(db, course)).agreed;

/** How a course stands between both sides, for whoever writes it. Throws `courses.not_found`, `platform.forbidden`. */
export async function courseReview(ctx: Ctx, id: number): Promise<CourseReview> {
  const course = await writableCourse(ctx, id);
  const sides = await sidesOf(ctx.db, course);
  return {
    isManager: can(ctx.actor, 'courses.manage', course.libraryId),
    authors: sides.authors.map(({ name }) => name),
    ...{ asked: sides.asked, agreed: sides.agreed },
    mayJudge: mayJudge(ctx, course, sides),
    reviews: sides.reviews.map(({ version: _, ...one }) => one),
  };
}

/**
 * Says of a course that was submitted whether it may be published: by the other side than that which submitted it. Who asks for changes gives it
 * back. For those who write it. Throws `courses.not_found`, `own_approval` (the other side is asked), `state_forbids` (not submitted, or nobody of
 * another house writes it), `platform.version_conflict`, `invalid_input` (changes without words).
 */
export async function reviewCourse(
  ctx: Ctx,
  id: number,
  { version, ...input }: { version: number; verdict: Verdict; words?: string },
): Promise<void> {
  const { verdict, words } = parseInput(verdictInput, input);
  if (verdict === 'changes' && words === '') throw platformErrors.invalidInput({}, { words: 'required' });
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldCourse(trx, ctx, id, version);
    const { ids, asked, isSubmitted } = await sidesOf(trx, held);
    if (!isSubmitted || asked === null) throw courseErrors.stateForbids({ state: held.state });
    if (sideOf(ids, accountOf(ctx.actor)) !== asked || isOwnSubmission(ctx, held)) throw courseErrors.ownApproval();
    await writeReview(trx, ctx, held, { side: asked, verdict, words });
    if (verdict === 'changes') await touchCourse(trx, held, ctx.clock.now());
  });
}

async function writeReview(
  trx: Tx,
  ctx: Ctx,
  held: CourseRow,
  said: { side: 'library' | 'author'; verdict: Verdict; words: string },
): Promise<void> {
  const by = { byId: accountOf(ctx.actor), byName: actorName(ctx.actor) };
  await insertReview(trx, { ...said, ...by, courseId: held.id, version: held.version, at: ctx.clock.now() });
  await noteNews(trx, ctx, held, said.verdict);
  await recordAudit(trx, ctx, {
    ...{ action: said.verdict === 'agreed' ? 'course.agreed' : 'course.changes_asked', ...courseEntity(held) },
    after: { title: held.title, version: held.version },
  });
}

/**
 * Refuses to publish what the other side has not agreed to; who publishes what the other side submitted agrees by that. Throws
 * `courses.needs_review`. @returns whether another side was asked at all
 */
export async function requireAgreed(trx: Tx, ctx: Ctx, held: CourseRow): Promise<boolean> {
  const { ids, asked, isSubmitted, agreed } = await sidesOf(trx, held);
  if (agreed) return asked !== null;
  const isOther = isSubmitted && asked === 'library' && sideOf(ids, accountOf(ctx.actor)) === 'library';
  if (!isOther || isOwnSubmission(ctx, held)) throw courseErrors.needsReview();
  await writeReview(trx, ctx, held, { side: 'library', verdict: 'agreed', words: '' });
  return true;
}
