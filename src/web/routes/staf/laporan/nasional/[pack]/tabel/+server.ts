import { askPackTable } from '#modules/insights/methods';
import type { PageAccess } from '#platform/rights/access';
import { madeFile } from '#web/features/heavy-work/parts/made-file.server.ts';
import { yearAsked } from '#web/features/methods/parts/pack-view.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'reports.read' };

/** The figures of a pack as a file. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url }) =>
  madeFile(ctx, async () => {
    const { year } = await yearAsked(ctx, url);
    const format = url.searchParams.get('format') === 'csv' ? 'csv' : 'xlsx';
    return askPackTable(ctx, services.heavy, { pack: params.pack, year, format });
  });
