import { openForm } from '#modules/community/questionnaires';
import { said } from '#modules/community/questionnaires/client';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { secret: 'the code of the placement' };

/** A tablet goes back to its start after so many seconds. */
const SECONDS = 8;

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
  const kioskKey = url.searchParams.get('kios');
  const { content, kiosk } = await openForm(ctx, { code: params.code, kioskKey });
  return {
    title: said(content.title, ctx.locale),
    thanks: said(content.thanks, ctx.locale),
    again: kiosk && kioskKey ? { href: localizeHref(`/isi/${params.code}?kios=${kioskKey}`), seconds: SECONDS } : null,
  };
};
