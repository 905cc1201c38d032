import type { OwnReview, QueuedReview, ShownReview } from '#modules/lending/reading';
import type { Ctx } from '#platform/context';
import { formatDate, formatInstant, localDate } from '#shared/dates';
import { m } from '#i18n/messages';

/** The reader's language, and the zone of their days. */
type Speaks = Pick<Ctx, 'locale'> & { zone: string };

/** A review as others read it. */
export interface ReviewView {
  id: number;
  stars: number;
  body: string | null;
  by: string;
  date: string;
}
export const reviewView = ({ id, stars, body, by, changedAt }: ShownReview, { locale, zone }: Speaks): ReviewView => ({
  id,
  stars,
  body,
  by: by ?? m.reading_somebody(),
  date: formatDate(localDate(changedAt, zone), locale),
});

/** `4,5 dari 5 bintang, 12 ulasan`; null = nobody has said anything that is shown. */
export const meanInWords = (average: number | null, count: number, { locale }: Pick<Ctx, 'locale'>): string | null =>
  average === null
    ? null
    : m.reviews_mean({ average: average.toLocaleString(locale, { minimumFractionDigits: 1 }), count });

/** A review as its writer has it. */
export const ownReviewView = (review: OwnReview, { locale, zone }: Speaks) => ({
  bibId: review.bibId,
  title: review.title,
  stars: review.stars,
  body: review.body,
  status: review.status,
  reason: review.reason,
  date: formatDate(localDate(review.changedAt, zone), locale),
});

/** A review as those who decide read it: without the person, who is of no concern here. */
export const queuedView = (review: QueuedReview, ctx: Speaks) => ({
  ...ownReviewView(review, ctx),
  id: review.id,
  version: review.version,
  by: review.by ?? m.reading_somebody(),
  decided:
    review.decidedAt === null
      ? null
      : m.reviews_decided_by({
          name: review.decidedBy ?? '',
          when: formatInstant(review.decidedAt, ctx.zone, ctx.locale),
        }),
});
