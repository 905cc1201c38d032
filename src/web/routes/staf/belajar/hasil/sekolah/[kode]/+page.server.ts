import type { PageAccess } from '#platform/rights/access';
import { schoolResultsView, yearIn } from '#web/features/courses/results/paper-view.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['courses.manage', 'reports.read'] };

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => ({
  view: await schoolResultsView(ctx, params.kode, yearIn(url)),
});
