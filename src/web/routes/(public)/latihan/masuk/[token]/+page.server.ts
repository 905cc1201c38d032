import { redirect } from '@sveltejs/kit';
import { usePass } from '#modules/learning/practice';
import type { PageAccess } from '#platform/rights/access';
import { localizeHref } from '#i18n/runtime';
import { SECRET_ADDRESS } from '#web/kit/answers/secret-address.server.ts';
import { setSessionCookie } from '#web/kit/frame/session.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { secret: 'the pass that the real network gave' };

// the address is a key: no other page learns it, and no cache keeps it
export const load: PageServerLoad = ({ setHeaders }) => {
  setHeaders(SECRET_ADDRESS);
};

export const actions: Actions = {
  default: formAction({ keeps: false }, async ({ ctx, params, cookies, url, event }) => {
    const visitor = { ip: event.getClientAddress(), userAgent: event.request.headers.get('user-agent') };
    setSessionCookie(cookies, url, await usePass(ctx, params.token, visitor), ctx.clock);
    redirect(303, localizeHref('/staf'));
  }),
};
