import { exportCourse, getCourse } from '#modules/learning/courses';
import type { PageAccess } from '#platform/rights/access';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'courses.manage' };

/** A course whole, to be taken elsewhere. */
export const GET: RequestHandler = async ({ locals: { ctx }, params }) => {
  const id = idOf(params.id);
  const { slug } = await getCourse(ctx, id);
  return new Response(JSON.stringify(await exportCourse(ctx, id), null, 2), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="${slug}.json"`,
      'cache-control': 'private, no-store',
    },
  });
};
