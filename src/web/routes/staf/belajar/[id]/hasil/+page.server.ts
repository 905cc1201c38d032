import type { PageAccess } from '#platform/rights/access';
import { resultsView } from '#web/features/courses/course-test/results-view.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['courses.manage', 'reports.read'] };

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => ({
  view: await resultsView(ctx, idOf(params.id), url.searchParams.get('masa')),
});
