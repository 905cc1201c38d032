import { openCourseWork } from '#modules/learning/courses';
import type { PageAccess } from '#platform/rights/access';
import { workFile } from '#web/features/courses/parts/work-file.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'courses.manage' };

/** The file of work, for whoever marks it. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params }) =>
  workFile(async () =>
    openCourseWork(ctx, services.storage, { courseId: idOf(params.id), workId: idOf(params.karya) }),
  );
