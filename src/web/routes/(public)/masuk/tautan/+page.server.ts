import { askSignInLink, signInLinksOffered } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { platformErrors } from '#platform/errors';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

export const load: PageServerLoad = async ({ locals: { ctx, services } }) => {
  if (!(await signInLinksOffered(ctx.db, services.mailer))) throw platformErrors.notFound();
};

export const actions: Actions = {
  default: formAction(async ({ ctx, services, event, values: { number = '' } }) => {
    if (number.trim() === '') throw platformErrors.invalidInput({}, { number: 'required' });
    await askSignInLink(ctx, services, { number, ip: event.getClientAddress() });
    return { sent: true as const };
  }),
};
