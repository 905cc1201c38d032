import type { PageAccess } from '#platform/rights/access';
import { resultList } from '#web/features/courses/course-test/results-view.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'courses.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => ({
  list: await resultList(ctx, url.searchParams.get('sesudah') ?? undefined),
});
