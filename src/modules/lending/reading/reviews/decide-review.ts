import { recordAudit } from '#modules/ground/audit';
import { notify, withdrawNotices } from '#modules/people/notifications';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { lockReview, updateReview } from '../data/reviews.queries.ts';
import { readingErrors } from '../errors.ts';
import { reviewRefused } from '../notices.ts';
import { aboutReview } from './save-review.ts';
import { reasonInput } from '../schema.ts';

/** A review as the librarian read it: who decides on an older wording is told so. */
export interface ReadReview {
  id: number;
  version: number;
}

async function read(trx: Tx, { id, version }: ReadReview) {
  const review = await lockReview(trx, id);
  if (!review) throw readingErrors.reviewNotFound();
  if (review.version !== version) throw platformErrors.versionConflict();
  return review;
}

/** Lets a review be shown. Permission `reviews.moderate`. Throws `reading.review_not_pending`, `platform.version_conflict`. */
export async function approveReview(ctx: Ctx, input: ReadReview): Promise<void> {
  authorizeAnywhere(ctx, 'reviews.moderate');
  await ctx.db.transaction().execute(async (trx) => {
    const review = await read(trx, input);
    if (review.status !== 'pending') throw readingErrors.reviewNotPending();
    await updateReview(trx, review.id, {
      status: 'approved',
      decidedAt: ctx.clock.now(),
      decidedBy: actorName(ctx.actor),
      reason: null,
    });
    await recordAudit(trx, ctx, { action: 'review.approved', entity: 'review', entityId: review.id });
  });
}

/**
 * Turns a review down, also one that is shown; the writer is told why. Permission `reviews.moderate`.
 * Throws `platform.invalid_input` (reason), `platform.version_conflict`.
 */
export async function refuseReview(ctx: Ctx, input: ReadReview & { reason: string }): Promise<void> {
  authorizeAnywhere(ctx, 'reviews.moderate');
  const { reason } = parseInput(reasonInput, { reason: input.reason });
  await ctx.db.transaction().execute(async (trx) => {
    await refuseWithin(trx, ctx, await read(trx, input), reason);
  });
}

/** The same within the caller's transaction, which has checked the permission and locked the review. */
export async function refuseWithin(
  trx: Tx,
  ctx: Ctx,
  review: NonNullable<Awaited<ReturnType<typeof lockReview>>>,
  reason: string,
): Promise<void> {
  await updateReview(trx, review.id, {
    status: 'refused',
    decidedAt: ctx.clock.now(),
    decidedBy: actorName(ctx.actor),
    reason,
  });
  await notify(trx, ctx, reviewRefused, {
    params: { title: review.title, reason },
    memberId: review.memberId,
    libraryId: review.homeLibraryId,
    key: `${aboutReview(review.id)}:refused:${review.version}`,
    about: aboutReview(review.id),
  });
  await recordAudit(trx, ctx, {
    action: 'review.refused',
    entity: 'review',
    entityId: review.id,
    subjectId: review.memberId,
    before: { status: review.status },
    after: { reason },
  });
}

/**
 * Takes a decision back: the review waits again, and what was not sent yet about it is not sent. Permission `reviews.moderate`.
 * Throws `reading.review_not_decided`.
 */
export async function reopenReview(ctx: Ctx, id: number): Promise<void> {
  authorizeAnywhere(ctx, 'reviews.moderate');
  await ctx.db.transaction().execute(async (trx) => {
    const review = await lockReview(trx, id);
    if (!review) throw readingErrors.reviewNotFound();
    if (review.status === 'pending') throw readingErrors.reviewNotDecided();
    await updateReview(trx, id, { status: 'pending', decidedAt: null, decidedBy: null, reason: null });
    await withdrawNotices(trx, ctx, aboutReview(id));
    await recordAudit(trx, ctx, {
      action: 'review.reopened',
      entity: 'review',
      entityId: id,
      before: { status: review.status },
    });
  });
}
