import { redirect } from '@sveltejs/kit';
import { signInByLink, signInLinkHolds } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { localizeHref } from '#i18n/runtime';
import { SECRET_ADDRESS } from '#web/kit/answers/secret-address.server.ts';
import { setSessionCookie } from '#web/kit/frame/session.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { secret: 'the link that was mailed' };

// the address is a key: no other page learns it, and no cache keeps it
export const load: PageServerLoad = async ({ locals: { ctx }, params, setHeaders }) => {
  setHeaders(SECRET_ADDRESS);
  return { holds: await signInLinkHolds(ctx, params.token) };
};

export const actions: Actions = {
  default: formAction({ keeps: false }, async ({ ctx, params, cookies, url, event }) => {
    const visitor = { ip: event.getClientAddress(), userAgent: event.request.headers.get('user-agent') };
    const session = await signInByLink(ctx, params.token, visitor);
    setSessionCookie(cookies, url, session, ctx.clock);
    redirect(303, localizeHref('/akun', { locale: session.locale }));
  }),
};
