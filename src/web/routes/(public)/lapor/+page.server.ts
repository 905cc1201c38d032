import { redirect } from '@sveltejs/kit';
import { reportList, reportReview } from '#modules/lending/reading';
import type { PageAccess } from '#platform/rights/access';
import { platformErrors } from '#platform/errors';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { safeNext } from '#web/kit/frame/gate.server.ts';
import { idAsked } from '#web/kit/form/read-fields.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'member';

/** What is reported: `?ulasan=<id>` or `?daftar=<token>`. */
function about(url: URL): { review: number } | { list: string } {
  const review = idAsked(url.searchParams.get('ulasan'));
  const list = url.searchParams.get('daftar');
  if (review !== null) return { review };
  if (list) return { list };
  throw platformErrors.notFound();
}
const backOf = (url: URL): string => safeNext(url.searchParams.get('lanjut'), url) ?? localizeHref('/katalog');

export const load: PageServerLoad = ({ url }) => {
  return { isList: 'list' in about(url), back: backOf(url) };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, url, cookies, values: { reason = '' } }) => {
    const what = about(url);
    if ('list' in what) await reportList(ctx, what.list, reason);
    else await reportReview(ctx, what.review, reason);
    setFlash(cookies, 'ok', m.reports_sent());
    return redirect(303, backOf(url));
  }),
};
