import { askParticipantsTable } from '#modules/community/certificates';
import type { PageAccess } from '#platform/rights/access';
import { AppError, platformErrors } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { fileResponse } from '#web/features/heavy-work/parts/made-file.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'programs.manage' };

/** Participants as a table (`csv`, `xlsx`). */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params: { id, format } }) => {
  try {
    if (format !== 'csv' && format !== 'xlsx') throw platformErrors.notFound();
    return fileResponse(await askParticipantsTable(ctx, services.heavy, { programId: idOf(id), format }));
  } catch (error) {
    if (error instanceof AppError) return new Response(explainError(error, ctx.locale), { status: error.status });
    throw error;
  }
};
