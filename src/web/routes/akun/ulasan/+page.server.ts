import { zoneOf } from '#modules/ground/libraries';
import { listOwnReviews, removeReview } from '#modules/lending/reading';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { ownReviewView } from '#web/features/reading/parts/review-words.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'member';

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const [reviews, zone] = await Promise.all([listOwnReviews(ctx), zoneOf(ctx)]);
  return { reviews: reviews.map((review) => ownReviewView(review, { locale: ctx.locale, zone })) };
};

export const actions: Actions = {
  remove: formAction(async ({ ctx, values }) => {
    await removeReview(ctx, idIn(values, 'bibId'));
    return m.reviews_removed();
  }),
};
