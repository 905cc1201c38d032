import { askResponsesTable, resultsPdf } from '#modules/community/questionnaires';
import type { PageAccess } from '#platform/rights/access';
import { AppError, platformErrors } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { fileResponse } from '#web/features/heavy-work/parts/made-file.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { pdfResponse } from '#web/features/charges/parts/receipt-file.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'responses.read' };

/** Answers as a table (`csv`, `xlsx`), results as a document (`pdf`). */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url }) => {
  try {
    const placementId = idOf(url.searchParams.get('penempatan') ?? '');
    if (params.format === 'pdf') {
      const { fileName, body } = await resultsPdf(ctx, services.config, placementId);
      return pdfResponse(fileName, body);
    }
    if (params.format !== 'csv' && params.format !== 'xlsx') throw platformErrors.notFound();
    return fileResponse(await askResponsesTable(ctx, services.heavy, { placementId, format: params.format }));
  } catch (error) {
    if (error instanceof AppError) return new Response(explainError(error, ctx.locale), { status: error.status });
    throw error;
  }
};
