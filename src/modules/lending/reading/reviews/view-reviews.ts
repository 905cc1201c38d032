import { z } from 'zod';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { cursorInstant, decodeCursor, toPage } from '#platform/requests/http';
import type { BibVoices, OwnReview, QueuedReview, ShownReview } from '../client.ts';
import {
  selectDecided,
  selectOwnReview,
  selectQueue,
  selectReviewsOf,
  selectShown,
  selectVoices,
} from '../data/reviews.queries.ts';
import { ownReader } from '../own-reader.ts';
import { averageStars } from '../rules/stars.ts';

const LATEST_DECISIONS = 20;
const cursorShape = z.tuple([cursorInstant, z.number()]);
const place = (cursor: string | undefined) => {
  const at = decodeCursor(cursor, cursorShape);
  return at && { changedAt: new Date(at[0]), id: at[1] };
};
const cursorOf = (row: { changedAt: Date; id: number }) => [row.changedAt.toISOString(), row.id];

/** What readers say of a title, as its page shows it. Open to everyone; one statement. */
export async function voicesOf(ctx: Pick<Ctx, 'db'>, bibId: number): Promise<BibVoices> {
  const { count, sum, reviews, lists } = await selectVoices(ctx.db, bibId);
  return { average: averageStars(sum, count), count, reviews, lists };
}

/** All reviews of a title that are shown, the latest first. Open to everyone. */
export async function listReviews(
  ctx: Ctx,
  bibId: number,
  query: { cursor?: string | undefined; limit: number },
): Promise<{ data: ShownReview[]; next: string | null; average: number | null; count: number }> {
  const [{ count, sum }, rows] = await Promise.all([
    selectVoices(ctx.db, bibId),
    selectShown(ctx.db, bibId, { before: place(query.cursor), limit: query.limit }),
  ]);
  return { ...toPage(rows, query.limit, cursorOf), average: averageStars(sum, count), count };
}

/** What the reader who is signed in has written, the latest first. */
export const listOwnReviews = async (ctx: Ctx): Promise<OwnReview[]> => selectReviewsOf(ctx.db, ownReader(ctx).id);

/** What that reader has written of a title, or null. */
export const getOwnReview = async (ctx: Ctx, bibId: number): Promise<OwnReview | null> =>
  (await selectOwnReview(ctx.db, ownReader(ctx).id, bibId)) ?? null;

/** What waits to be read, the longest waiting first. Permission `reviews.moderate`. */
export async function reviewQueue(
  ctx: Ctx,
  query: { cursor?: string | undefined; limit: number },
): Promise<{ data: QueuedReview[]; next: string | null }> {
  authorizeAnywhere(ctx, 'reviews.moderate');
  const rows = await selectQueue(ctx.db, { after: place(query.cursor), limit: query.limit });
  return toPage(rows, query.limit, cursorOf);
}

/** The latest decisions, so that they can be taken back. Permission `reviews.moderate`. */
export async function decidedReviews(ctx: Ctx): Promise<QueuedReview[]> {
  authorizeAnywhere(ctx, 'reviews.moderate');
  return selectDecided(ctx.db, LATEST_DECISIONS);
}
