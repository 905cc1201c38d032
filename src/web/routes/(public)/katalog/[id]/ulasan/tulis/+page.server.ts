import { redirect } from '@sveltejs/kit';
import { selectBibTitles } from '#modules/collection/catalog';
import { zoneOf } from '#modules/ground/libraries';
import { getDisplayName, getOwnReview, saveReview } from '#modules/lending/reading';
import type { PageAccess } from '#platform/access';
import { platformErrors } from '#platform/errors';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { ownReviewView } from '#web/features/reading/review-words.server.ts';
import { wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'member';

const signIn = (url: URL): never => redirect(303, localizeHref(`/masuk?lanjut=${encodeURIComponent(url.pathname)}`));

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
  if (ctx.actor.kind !== 'member') return signIn(url);
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
  default: async ({ request, locals: { ctx }, params, url, cookies }) => {
    if (ctx.actor.kind !== 'member') return signIn(url);
    const values = formValues(await request.formData());
    try {
      await saveReview(ctx, idOf(params.id), { stars: wholeIn(values, 'stars') ?? 0, body: values.body ?? '' });
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', m.reviews_sent());
    return redirect(303, localizeHref('/akun/ulasan'));
  },
};
