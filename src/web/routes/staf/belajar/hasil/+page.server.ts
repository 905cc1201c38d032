import type { PageAccess } from '#platform/rights/access';
import { resultList } from '#web/features/courses/course-test/results-view.server.ts';
import { yearIn } from '#web/features/courses/results/paper-view.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['courses.manage', 'reports.read'] };

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => ({
  list: await resultList(ctx, { cursor: url.searchParams.get('sesudah') ?? undefined, year: yearIn(url) }),
});
