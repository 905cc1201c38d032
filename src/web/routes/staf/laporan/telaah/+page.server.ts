import { listAnalyses } from '#modules/insights/analyses';
import type { PageAccess } from '#platform/rights/access';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'account';

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({ analyses: await listAnalyses(ctx) });
