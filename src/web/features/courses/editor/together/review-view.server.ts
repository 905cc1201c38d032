import type { CourseReview } from '#modules/learning/courses/client';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import { formatInstant } from '#shared/dates';

/** How a course stands between both sides, in words. */
export const reviewView = (ctx: Ctx, review: CourseReview, zone: string) => ({
  ...{ isManager: review.isManager, isShared: review.authors.length > 0, mayJudge: review.mayJudge },
  ...{ agreed: review.agreed, asked: review.asked },
  authors: review.authors.join(', '),
  said: review.reviews.map(({ id, byName, verdict, words, at }) => ({
    ...{ id, words },
    line: (verdict === 'agreed' ? m.coauthors_said_agreed : m.coauthors_said_changes)({
      name: byName,
      at: formatInstant(at, zone, ctx.locale, 'medium'),
    }),
  })),
});
export type ReviewView = ReturnType<typeof reviewView>;
