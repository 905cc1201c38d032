import { askAnalysisTable } from '#modules/insights/analyses';
import type { PageAccess } from '#platform/rights/access';
import { madeFile } from '#web/features/heavy-work/parts/made-file.server.ts';
import { analysisAsked, queryOf } from '#web/features/analyses/analysis-asked.server.ts';
import { idAsked } from '#web/kit/form/read-fields.server.ts';
import type { RequestHandler } from './$types';

/** Each analysis asks for its own permission. */
export const _access: PageAccess = 'account';

/** An analysis as a file. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params: { telaah }, url }) =>
  madeFile(ctx, async () => {
    const accountId = idAsked(url.searchParams.get('petugas'));
    const query = {
      ...queryOf(telaah, await analysisAsked(ctx, telaah, url)),
      ...(accountId !== null && { accountId }),
    };
    const format = url.searchParams.get('format') === 'xlsx' ? 'xlsx' : 'csv';
    return askAnalysisTable(ctx, services.heavy, { query, format });
  });
