import { registerPdf } from '#modules/stock/stocktake';
import type { PageAccess } from '#platform/rights/access';
import { fileAnswer } from '#web/features/stocktake/file-answer.server.ts';
import { registerPeriod } from '#web/features/stocktake/register-period.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'catalog.read' };

/** The accession register of a period as a file. */
export const GET: RequestHandler = async ({ locals, url }) =>
  fileAnswer(locals.ctx, async () => {
    const { ctx, library, from, to } = await registerPeriod(locals.ctx, url);
    return registerPdf(ctx, locals.services.config, library.id, { from, to });
  });
