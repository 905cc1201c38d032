import { exportMember } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { personalFile } from '#web/features/members/personal-file.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'members.privacy' };

/** All data of a member, for whoever answers requests. By POST, since it leaves a trace and completes the request. */
export const POST: RequestHandler = async ({ request, locals: { ctx, services }, params: { number } }) => {
  try {
    return await personalFile(request, ctx, services.config, `lumbung-${number}`, async () =>
      exportMember(ctx, services, number),
    );
  } catch (error) {
    if (error instanceof AppError) return new Response(explainError(error, ctx.locale), { status: error.status });
    throw error;
  }
};
