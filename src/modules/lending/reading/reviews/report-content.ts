import { recordAudit } from '#modules/ground/audit';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { countAttempt } from '#platform/requests/rate-limit';
import type { ContentReport } from '../client.ts';
import { selectShared } from '../data/lists.queries.ts';
import { hideList, insertReport, lockReport, selectOpenReports, settleReports } from '../data/reports.queries.ts';
import { lockReview } from '../data/reviews.queries.ts';
import { refuseWithin } from './decide-review.ts';
import { readingErrors } from '../errors.ts';
import { ownReader } from '../own-reader.ts';
import { reasonInput } from '../schema.ts';

const PER_DAY = { limit: 20, windowSeconds: 86_400 };

async function report(
  ctx: Ctx,
  said: string,
  find: (trx: Tx) => Promise<{ reviewId: number } | { listId: number }>,
): Promise<void> {
  const { id: memberId } = ownReader(ctx);
  const { reason } = parseInput(reasonInput, { reason: said });
  await countAttempt(ctx, `report:${memberId}`, PER_DAY);
  await ctx.db.transaction().execute(async (trx) => {
    const about = await find(trx);
    // who said so already has said so
    if (!(await insertReport(trx, { ...about, memberId, reason, reportedAt: ctx.clock.now() }))) return;
    const [entity, entityId] = 'reviewId' in about ? ['review', about.reviewId] : ['reading_list', about.listId];
    await recordAudit(trx, ctx, { action: 'content.reported', entity, entityId: entityId ?? 0 });
  });
}

/** A reader says what is wrong with a review that is shown. Throws `reading.review_not_found`. */
export const reportReview = async (ctx: Ctx, id: number, reason: string): Promise<void> =>
  report(ctx, reason, async (trx) => {
    const review = await lockReview(trx, id);
    if (review?.status !== 'approved') throw readingErrors.reviewNotFound();
    return { reviewId: id };
  });

/** A reader says what is wrong with a shared list. Throws `reading.list_not_found`. */
export const reportList = async (ctx: Ctx, shareToken: string, reason: string): Promise<void> =>
  report(ctx, reason, async (trx) => {
    const list = await selectShared(trx, shareToken);
    if (!list) throw readingErrors.listNotFound();
    return { listId: list.id };
  });

/** What readers reported and nobody has looked at. Permission `reviews.moderate`. */
export async function listReports(ctx: Ctx): Promise<ContentReport[]> {
  authorizeAnywhere(ctx, 'reviews.moderate');
  return selectOpenReports(ctx.db);
}

/**
 * Looks at what was reported: `keep` leaves it as it is, `remove` takes it from the public and tells its writer why. All reports of
 * the same thing are settled. Permission `reviews.moderate`. Throws `reading.report_not_found`, `platform.invalid_input` (reason).
 */
export async function settleReport(
  ctx: Ctx,
  input: { id: number; outcome: 'keep' } | { id: number; outcome: 'remove'; reason: string },
): Promise<void> {
  authorizeAnywhere(ctx, 'reviews.moderate');
  const reason = input.outcome === 'remove' ? parseInput(reasonInput, { reason: input.reason }).reason : '';
  await ctx.db.transaction().execute(async (trx) => {
    const found = await lockReport(trx, input.id);
    if (!found) throw readingErrors.reportNotFound();
    const now = ctx.clock.now();
    await settleReports(trx, found, { settledAt: now, settledBy: actorName(ctx.actor), outcome: input.outcome });
    if (input.outcome === 'remove') {
      const review = found.reviewId === null ? undefined : await lockReview(trx, found.reviewId);
      if (review && review.status !== 'refused') await refuseWithin(trx, ctx, review, reason);
      if (found.listId !== null) await hideList(trx, found.listId, { hiddenAt: now, hiddenReason: reason });
    }
    await recordAudit(trx, ctx, {
      action: 'content.report_settled',
      entity: found.reviewId === null ? 'reading_list' : 'review',
      entityId: found.reviewId ?? found.listId ?? 0,
      after: { outcome: input.outcome, ...(reason && { reason }) },
    });
  });
}
