import { getCategory, updateCategory } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { authorize } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { categoryOf, categoryValues } from '#web/features/members/category-form.server.ts';
import { categoryLabel } from '#web/features/members/parts/member-form.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import { versionIn } from '#web/kit/form/read-fields.server.ts';
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
  default: formAction(async ({ ctx, params, values }) => {
    const changes = { ...categoryOf(values), active: values.active === 'on' };
    await updateCategory(ctx, params.code, versionIn(values), changes);
    return done(m.members_category_saved(), '/staf/kategori');
  }),
};
