import type { PageAccess } from '#platform/rights/access';
import { classReportView } from '#web/features/courses/results/paper-view.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['courses.teach', 'courses.manage', 'reports.read'] };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => ({
  view: await classReportView(ctx, idOf(params.id)),
});
