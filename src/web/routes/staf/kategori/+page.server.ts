import { listCategories } from '#modules/members';
import { authorize } from '#platform/authorize';
import { categoryLabel } from '#web/member-form.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  authorize(ctx, 'settings.manage', null);
  const categories = await listCategories(ctx);
  return { categories: categories.map((category) => ({ ...category, name: categoryLabel(category, ctx.locale) })) };
};
