import { redirect } from '@sveltejs/kit';
import { signOut } from '#modules/ground/identity';
import type { PageAccess } from '#platform/rights/access';
import { actorName } from '#platform/context';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { clearSessionCookie } from '#web/kit/frame/session.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

/** A link leads here too; only the button signs out, so that no foreign page can. */
export const load: PageServerLoad = ({ locals }) => {
  if (locals.ctx.actor.kind === 'anonymous') redirect(303, localizeHref('/masuk'));
  return { name: actorName(locals.ctx.actor) };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, cookies, url }) => {
    await signOut(ctx);
    clearSessionCookie(cookies, url);
    return done(m.identity_signed_out(), '/');
  }),
};
