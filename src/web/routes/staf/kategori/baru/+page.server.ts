import { redirect } from '@sveltejs/kit';
import { createCategory } from '#modules/people/members';
import type { PageAccess } from '#platform/access';
import { authorize } from '#platform/authorize';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { categoryOf } from '#web/features/members/category-form.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'settings.manage', network: true };

export const load: PageServerLoad = ({ locals: { ctx } }) => {
  authorize(ctx, 'settings.manage', null);
};

export const actions: Actions = {
  default: async ({ request, locals: { ctx }, cookies }) => {
    const values = formValues(await request.formData());
    try {
      await createCategory(ctx, categoryOf(values));
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', m.members_category_added());
    redirect(303, localizeHref('/staf/kategori'));
  },
};
