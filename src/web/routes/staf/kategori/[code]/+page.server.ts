import { redirect } from '@sveltejs/kit';
import { getCategory, updateCategory } from '#modules/people/members';
import type { PageAccess } from '#platform/access';
import { authorize } from '#platform/authorize';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { categoryOf, categoryValues } from '#web/features/members/category-form.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { versionOf } from '#web/features/libraries/library-form.server.ts';
import { categoryLabel } from '#web/features/members/member-form.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'settings.manage', network: true };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  authorize(ctx, 'settings.manage', null);
  const category = await getCategory(ctx, params.code);
  return {
    name: categoryLabel(category, ctx.locale),
    version: category.version,
    values: categoryValues(category),
  };
};

export const actions: Actions = {
  default: async ({ request, locals: { ctx }, cookies, params }) => {
    const values = formValues(await request.formData());
    try {
      await updateCategory(ctx, params.code, versionOf(values), {
        ...categoryOf(values),
        active: values.active === 'on',
      });
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', m.members_category_saved());
    redirect(303, localizeHref('/staf/kategori'));
  },
};
