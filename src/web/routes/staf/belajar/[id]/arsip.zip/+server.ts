import { Readable } from 'node:stream';
import { exportCourseFile } from '#modules/learning/courses';
import type { PageAccess } from '#platform/rights/access';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'courses.manage' };

/** A course whole with its pictures and files, to be taken elsewhere. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params }) => {
  const { fileName, body } = await exportCourseFile(ctx, services.storage, idOf(params.id));
  return new Response(Readable.toWeb(Readable.from(body)) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'private, no-store',
    },
  });
};
