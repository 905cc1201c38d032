import { selectBibTitles } from '#modules/collection/catalog';
import { zoneOf } from '#modules/ground/libraries';
import { getDisplayName, getOwnReview, saveReview } from '#modules/lending/reading';
import type { PageAccess } from '#platform/rights/access';
import { platformErrors } from '#platform/errors';
import { m } from '#i18n/messages';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { ownReviewView } from '#web/features/reading/parts/review-words.server.ts';
import { wholeIn } from '#web/kit/form/read-fields.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'member';

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const bibId = idOf(params.id);
  const [[bib], own, displayName, zone] = await Promise.all([
    selectBibTitles(ctx.db, [bibId]),
    getOwnReview(ctx, bibId),
    getDisplayName(ctx),
    zoneOf(ctx),
  ]);
  if (!bib) throw platformErrors.notFound();
  return { bibId, title: bib.title, own: own && ownReviewView(own, { locale: ctx.locale, zone }), displayName };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, params, values }) => {
    await saveReview(ctx, idOf(params.id), { stars: wholeIn(values, 'stars') ?? 0, body: values.body ?? '' });
    return done(m.reviews_sent(), '/akun/ulasan');
  }),
};
