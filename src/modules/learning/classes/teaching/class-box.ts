import { recordAudit } from '#modules/ground/audit';
import { getBulkLoan, listBulkLoans, requestWithBox } from '#modules/lending/bulk-loans';
import type { BulkLoan, OwnRequest } from '#modules/lending/bulk-loans/client';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere, can } from '#platform/rights/authorize';
import { updateClass } from '../data/classes.queries.ts';
import { classErrors } from '../errors.ts';
import { classEntity, heldClass, taughtClass } from '../held-class.ts';
import { boxInput, type BoxInput } from '../schema-meetings.ts';
import { dropBoxRequest } from './ask-box.ts';

const MOST = 100;

/** Bulk loans that a library lends or has received and that run, as whoever acts may see them. */
async function running(ctx: Ctx, libraryId: number): Promise<BulkLoan[]> {
  if (!can(ctx.actor, 'loans.read', libraryId)) return [];
  return (await listBulkLoans(ctx, { libraryId, limit: MOST })).data;
}

/** The box of books of a class, what was asked for last, and boxes that it could have. */
interface ClassBox {
  /** A bulk loan that was chosen. */
  box: BulkLoan | null;
  /** What the teachers asked a library for, with how its box stands: told also without `loans.read`. */
  request: OwnRequest | null;
  /** Who looks may open the page of the request's bulk loan. */
  seesLoan: boolean;
  choices: BulkLoan[];
}

/** The box of books of a class. For its teachers; boxes that nobody asked for here are seen with `loans.read` at its library alone. Throws `classes.not_found`, `not_yours`. */
export async function viewBox(ctx: Ctx, id: number): Promise<ClassBox> {
  const { libraryId, bulkLoanId, boxRequestId } = await taughtClass(ctx, id);
  const choices = await running(ctx, libraryId);
  const sees = can(ctx.actor, 'loans.read', libraryId);
  const request = boxRequestId === null ? null : await requestWithBox(ctx, boxRequestId);
  return {
    ...{ request, choices, seesLoan: sees },
    box: bulkLoanId !== null && sees ? await getBulkLoan(ctx, bulkLoanId) : null,
  };
}

/** Says which bulk loan is the box of books of a class, or that none is; what it asked a library for and nobody answered is taken back. For its teachers. Throws `classes.not_found`, `not_yours`, `ended`, `box_unknown`. */
export async function chooseBox(ctx: Ctx, id: number, input: BoxInput): Promise<void> {
  authorizeAnywhere(ctx, 'courses.teach');
  const { bulkLoanId } = parseInput(boxInput, input);
  const { libraryId } = await taughtClass(ctx, id);
  if (bulkLoanId !== null && !(await running(ctx, libraryId)).some((one) => one.id === bulkLoanId))
    throw classErrors.boxUnknown({}, { bulkLoanId: 'unknown' });
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldClass(trx, ctx, id);
    // who has one waits for no other: nobody packs a second
    const isDropped = bulkLoanId !== null && (await dropBoxRequest(trx, ctx, held));
    await updateClass(trx, id, { bulkLoanId, ...(isDropped && { boxRequestId: null }) });
    await recordAudit(trx, ctx, {
      ...{ action: 'learning_class.box_chosen', ...classEntity(held) },
      before: { bulkLoanId: held.bulkLoanId },
      after: { bulkLoanId },
    });
  });
}
