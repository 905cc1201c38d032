import { redirect } from '@sveltejs/kit';
import { signInByLink, signInLinkHolds } from '#modules/people/members';
import type { PageAccess } from '#platform/access';
import { AppError } from '#platform/errors';
import { localizeHref } from '#i18n/runtime';
import { refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { setSessionCookie } from '#web/kit/frame/session.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { secret: 'the link that was mailed' };

// the address is a key: no other page learns it, and no cache keeps it
export const load: PageServerLoad = async ({ locals: { ctx }, params, setHeaders }) => {
  setHeaders({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
  return { holds: await signInLinkHolds(ctx, params.token) };
};

export const actions: Actions = {
  default: async ({ request, locals: { ctx }, params, cookies, url, getClientAddress }) => {
    let target: string;
    try {
      const visitor = { ip: getClientAddress(), userAgent: request.headers.get('user-agent') };
      const session = await signInByLink(ctx, params.token, visitor);
      setSessionCookie(cookies, url, session, ctx.clock);
      target = localizeHref('/akun', { locale: session.locale });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return refuseForm(error, ctx, {});
    }
    return redirect(303, target);
  },
};
