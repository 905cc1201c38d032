import { askFiguresTable } from '#modules/premises/visits';
import type { PageAccess } from '#platform/rights/access';
import { madeFile } from '#web/features/heavy-work/parts/made-file.server.ts';
import { figuresAsked } from '#web/features/visits/figures-query.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'reports.read' };

/** The figures of visits as a file. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, url }) =>
  madeFile(ctx, async () => {
    const { from, to, step, library } = await figuresAsked(ctx, url);
    const format = url.searchParams.get('format') === 'xlsx' ? 'xlsx' : 'csv';
    return askFiguresTable(ctx, services.heavy, { query: { from, to, step, library }, format });
  });
