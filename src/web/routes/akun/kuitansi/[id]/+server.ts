import type { PageAccess } from '#platform/rights/access';
import { receiptFile } from '#web/features/charges/parts/receipt-file.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'member';

/** The member's own receipt. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params }) =>
  receiptFile(ctx, services.config, params.id);
