import { recordAudit } from '#modules/ground/audit';
import { listLibraries } from '#modules/ground/libraries';
import { courseBooks, type CourseBook } from '#modules/learning/courses';
import { askForBox, dropRequest, requestWithBox, withdrawRequest } from '#modules/lending/bulk-loans';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { updateClass, type ClassRow } from '../data/classes.queries.ts';
import { classErrors } from '../errors.ts';
import { classEntity, heldClass, taughtClass } from '../held-class.ts';
import { askBoxInput, type AskBoxInput } from '../schema-meetings.ts';

/** What a box could be asked for: titles of the course, and libraries that lend. */
interface BoxChoices {
  className: string;
  libraryId: number;
  books: CourseBook[];
  libraries: { id: number; name: string }[];
}

/** What the teachers of a class can ask for. Throws `classes.not_found`, `not_yours`. */
export async function boxChoices(ctx: Ctx, id: number): Promise<BoxChoices> {
  const { name, libraryId, courseId } = await taughtClass(ctx, id);
  const libraries = (await listLibraries(ctx, { active: true }))
    .filter((library) => library.id !== libraryId && library.type !== 'sekolah')
    .map((library) => ({ id: library.id, name: library.name }));
  return { className: name, libraryId, libraries, books: await courseBooks(ctx, courseId) };
}

/** Throws `classes.box_asked` where a request of the class waits for its answer. */
async function refuseSecond(trx: Tx, { boxRequestId }: ClassRow): Promise<void> {
  if (boxRequestId === null) return;
  if ((await requestWithBox({ db: trx }, boxRequestId))?.state === 'asked') throw classErrors.boxAsked();
}

/**
 * Asks a library for a box of books for a class: titles of its course, and others in words. The library packs it among its bulk loans, or says why not. For
 * the teachers of the class. Throws `classes.not_found`, `not_yours`, `ended`, `box_asked`, `bulk_loans.cannot_be_asked`, `platform.invalid_input`.
 * @returns the id of the request
 */
export async function askClassBox(ctx: Ctx, id: number, input: AskBoxInput): Promise<number> {
  authorizeAnywhere(ctx, 'courses.teach');
  const asked = parseInput(askBoxInput, input);
  return ctx.db.transaction().execute(async (trx) => {
    const held = await heldClass(trx, ctx, id);
    await refuseSecond(trx, held);
    const requestId = await askForBox(trx, ctx, held.libraryId, { ...asked, purpose: held.name });
    // the one that was chosen before has made room for it
    await updateClass(trx, id, { boxRequestId: requestId, bulkLoanId: null });
    await recordAudit(trx, ctx, {
      ...{ action: 'learning_class.box_asked', ...classEntity(held) },
      after: { requestId, libraryId: asked.libraryId },
    });
    return requestId;
  });
}

/** Takes back what was asked for and nobody answered. For the teachers of the class. Throws `classes.not_found`, `not_yours`, `bulk_loans.request_not_found`, `request_answered`. */
export async function withdrawClassBox(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldClass(trx, ctx, id);
    await withdrawRequest(trx, ctx, held.boxRequestId ?? 0);
    await updateClass(trx, id, { boxRequestId: null });
  });
}

/** A class that ends, or has chosen a box, asks for none any more; what was answered meanwhile stays. @returns whether something was asked for */
export const dropBoxRequest = async (trx: Tx, ctx: Ctx, { boxRequestId }: ClassRow): Promise<boolean> =>
  boxRequestId !== null && (await dropRequest(trx, ctx, boxRequestId));
