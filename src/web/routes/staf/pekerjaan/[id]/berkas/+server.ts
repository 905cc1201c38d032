import type { PageAccess } from '#platform/rights/access';
import { workFile } from '#web/features/heavy-work/work-page.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'account';

/** What came of one's own work. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params }) =>
  workFile(ctx, services.storage, params.id);
