import { createCategory } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { authorize } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { categoryOf } from '#web/features/members/category-form.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'settings.manage', network: true };

export const load: PageServerLoad = ({ locals: { ctx } }) => {
  authorize(ctx, 'settings.manage', null);
};

export const actions: Actions = {
  default: formAction(async ({ ctx, values }) => {
    await createCategory(ctx, categoryOf(values));
    return done(m.members_category_added(), '/staf/kategori');
  }),
};
