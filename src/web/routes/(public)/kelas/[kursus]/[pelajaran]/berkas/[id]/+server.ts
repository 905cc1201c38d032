import { openOwnWork } from '#modules/learning/courses';
import type { PageAccess } from '#platform/rights/access';
import { learnerOf } from '#web/features/courses/parts/learner-key.server.ts';
import { workFile } from '#web/features/courses/parts/work-file.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

/** The file of one's own work, for whoever handed it in. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, cookies }) =>
  workFile(async () =>
    openOwnWork(ctx, services.storage, { course: params.kursus, workId: idOf(params.id) }, learnerOf(cookies)),
  );
