import { listCategories } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { authorize } from '#platform/rights/authorize';
import { categoryLabel } from '#web/features/members/parts/member-form.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'settings.manage', network: true };

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  authorize(ctx, 'settings.manage', null);
  const categories = await listCategories(ctx);
  return { categories: categories.map((category) => ({ ...category, name: categoryLabel(category, ctx.locale) })) };
};
