import { askResults } from '#modules/learning/classes';
import type { PageAccess } from '#platform/rights/access';
import { madeFile } from '#web/features/heavy-work/parts/made-file.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: ['courses.teach', 'courses.manage', 'reports.read'] };

/** The report of a class as a workbook. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params }) =>
  madeFile(ctx, async () => askResults(ctx, services.heavy, { of: 'class', id: idOf(params.id) }));
