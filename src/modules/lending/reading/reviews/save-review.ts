import { recordAudit } from '#modules/ground/audit';
import { selectBibTitles } from '#modules/collection/catalog';
import { withdrawNotices } from '#modules/people/notifications';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { countAttempt } from '#platform/requests/rate-limit';
import { deleteReview, upsertReview } from '../data/reviews.queries.ts';
import { readingErrors } from '../errors.ts';
import { ownReader } from '../own-reader.ts';
import { reviewInput, type ReviewInput } from '../schema.ts';

const PER_DAY = { limit: 30, windowSeconds: 86_400 };

/** The thing that notices about a review are about. */
export const aboutReview = (id: number): string => `review:${id}`;

/**
 * The reader gives a title stars and, if they like, words: one review per reader and title. New or changed, it waits for a
 * librarian and is not shown until then. Throws `reading.entry_not_found`, `platform.invalid_input` (stars),
 * `platform.too_many_requests`.
 */
export async function saveReview(ctx: Ctx, bibId: number, input: ReviewInput): Promise<void> {
  const { id: memberId } = ownReader(ctx);
  const { stars, body = null } = parseInput(reviewInput, input);
  await countAttempt(ctx, `review:${memberId}`, PER_DAY);
  await ctx.db.transaction().execute(async (trx) => {
    const [bib] = await selectBibTitles(trx, [bibId]);
    if (!bib) throw readingErrors.entryNotFound();
    const id = await upsertReview(trx, { memberId, bibId, stars, body, at: ctx.clock.now() });
    await withdrawNotices(trx, ctx, aboutReview(id));
    await recordAudit(trx, ctx, { action: 'review.written', entity: 'review', entityId: id, after: { bibId, stars } });
  });
}

/** The reader takes a review back for good. Throws `reading.review_not_found`. */
export async function removeReview(ctx: Ctx, bibId: number): Promise<void> {
  const { id: memberId } = ownReader(ctx);
  await ctx.db.transaction().execute(async (trx) => {
    const id = await deleteReview(trx, memberId, bibId);
    if (id === null) throw readingErrors.reviewNotFound();
    await withdrawNotices(trx, ctx, aboutReview(id));
    await recordAudit(trx, ctx, { action: 'review.removed', entity: 'review', entityId: id, before: { bibId } });
  });
}
