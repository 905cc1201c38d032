import type { PageAccess } from '#platform/rights/access';
import { reportShelf } from '#web/features/reports/report-shelf.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'reports.read' };

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({ shelf: await reportShelf(ctx) });
