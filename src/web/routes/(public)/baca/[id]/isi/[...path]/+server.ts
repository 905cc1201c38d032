import { readPicture } from '#modules/lending/digital';
import type { PageAccess } from '#platform/rights/access';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

/** A picture of an EPUB; a drawn one (SVG) runs nothing and fetches nothing. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params }) => {
  const { mediaType, bytes } = await readPicture(ctx, services.storage, idOf(params.id), params.path);
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': mediaType,
      'cache-control': 'private, no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    },
  });
};
