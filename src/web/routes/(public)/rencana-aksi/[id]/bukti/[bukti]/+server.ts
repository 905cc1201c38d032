import { Readable } from 'node:stream';
import { openEvidence } from '#modules/community/ideas';
import type { PageAccess } from '#platform/rights/access';
import { handOf } from '#web/features/ideas/hand.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

/** A photo is shown; every other file is saved, never opened in our name. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, cookies }) => {
  const { title, mediaType, isPhoto, stream } = await openEvidence(
    ctx,
    services.storage,
    idOf(params.bukti),
    handOf(cookies),
  );
  const name = encodeURIComponent(title);
  return new Response(Readable.toWeb(stream) as ReadableStream, {
    headers: {
      'content-type': mediaType,
      'content-disposition': isPhoto ? 'inline' : `attachment; filename*=UTF-8''${name}`,
      'cache-control': 'private, max-age=300',
      'content-security-policy': "default-src 'none'; sandbox",
    },
  });
};
