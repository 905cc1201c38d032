import { askPaper } from '#modules/city/satisfaction';
import { PAPERS } from '#modules/city/satisfaction/client';
import { platformErrors } from '#platform/errors';
import type { PageAccess } from '#platform/rights/access';
import { madeFile } from '#web/features/heavy-work/parts/made-file.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

/** A paper of a published round: its report, its figures, its poster. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, getClientAddress }) =>
  madeFile(ctx, async () => {
    const paper = PAPERS.find((one) => one === params.paper);
    if (!paper) throw platformErrors.notFound();
    return askPaper(ctx, services.heavy, { roundId: idOf(params.id), paper, ip: getClientAddress() });
  });
