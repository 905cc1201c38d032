import { redirect } from '@sveltejs/kit';
import { zoneOf } from '#modules/ground/libraries';
import { listOwnReviews, removeReview } from '#modules/lending/reading';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/access';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { ownReviewView } from '#web/features/reading/review-words.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'member';

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const [reviews, zone] = await Promise.all([listOwnReviews(ctx), zoneOf(ctx)]);
  return { reviews: reviews.map((review) => ownReviewView(review, { locale: ctx.locale, zone })) };
};

export const actions: Actions = {
  remove: async ({ request, locals: { ctx }, cookies }) => {
    const values = formValues(await request.formData());
    try {
      await removeReview(ctx, idIn(values, 'bibId'));
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', m.reviews_removed());
    return redirect(303, localizeHref('/akun/ulasan'));
  },
};
