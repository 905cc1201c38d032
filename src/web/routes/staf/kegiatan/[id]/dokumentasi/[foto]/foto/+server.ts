import { Readable } from 'node:stream';
import { openPhoto } from '#modules/community/program-papers';
import type { PageAccess } from '#platform/rights/access';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'programs.manage' };

/** A photograph of an activity, for whoever runs it. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params }) => {
  const which = { programId: idOf(params.id), id: idOf(params.foto) };
  const { stream, sizeBytes } = await openPhoto(ctx, services.storage, which);
  return new Response(Readable.toWeb(stream) as ReadableStream, {
    headers: {
      'content-type': 'image/jpeg',
      'content-length': String(sizeBytes),
      'cache-control': 'private, max-age=300',
    },
  });
};
