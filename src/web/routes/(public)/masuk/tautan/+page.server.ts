import { askSignInLink, signInLinksOffered } from '#modules/people/members';
import type { PageAccess } from '#platform/access';
import { platformErrors } from '#platform/errors';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

export const load: PageServerLoad = async ({ locals: { ctx, services } }) => {
  if (!(await signInLinksOffered(ctx.db, services.mailer))) throw platformErrors.notFound();
};

export const actions: Actions = {
  default: async ({ request, locals: { ctx, services }, getClientAddress }) => {
    const values = formValues(await request.formData());
    try {
      const { number = '' } = values;
      if (number.trim() === '') throw platformErrors.invalidInput({}, { number: 'required' });
      await askSignInLink(ctx, services, { number, ip: getClientAddress() });
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    return { sent: true as const };
  },
};
