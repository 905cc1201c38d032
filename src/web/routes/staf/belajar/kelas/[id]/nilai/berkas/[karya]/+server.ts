import { openClassWork } from '#modules/learning/classes';
import type { PageAccess } from '#platform/rights/access';
import { workFile } from '#web/features/courses/parts/work-file.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'courses.teach' };

/** The file of work, for whoever marks it. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params }) =>
  workFile(async () => openClassWork(ctx, services.storage, { classId: idOf(params.id), workId: idOf(params.karya) }));
