import { incidentLetter } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { pdfResponse } from '#web/features/charges/parts/receipt-file.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'members.privacy' };

/** The written notice as PDF, to those affected or to the agency (`?kepada=agency`). */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params: { id }, url }) => {
  const to = url.searchParams.get('kepada') === 'agency' ? 'agency' : 'subjects';
  try {
    const { fileName, body } = await incidentLetter(ctx, services.config, /^\d{1,15}$/.test(id) ? Number(id) : 0, to);
    return pdfResponse(fileName, body);
  } catch (error) {
    if (error instanceof AppError) return new Response(explainError(error, ctx.locale), { status: error.status });
    throw error;
  }
};
