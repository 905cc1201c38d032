import { receiptFile } from '#web/money/receipt-file.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals: { ctx, services }, params }) =>
  receiptFile(ctx, services.config, params.id);
