import { askRegisterSheet } from '#modules/stock/stocktake';
import type { PageAccess } from '#platform/rights/access';
import { madeFile } from '#web/features/heavy-work/parts/made-file.server.ts';
import { registerPeriod } from '#web/features/stocktake/register-period.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'catalog.read' };

/** The accession register of a period as a file. */
export const GET: RequestHandler = async ({ locals, url }) =>
  madeFile(locals.ctx, async () => {
    const { ctx, library, from, to } = await registerPeriod(locals.ctx, url);
    return askRegisterSheet(ctx, locals.services.heavy, library.id, { from, to });
  });
