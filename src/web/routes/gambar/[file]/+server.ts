import { Readable } from 'node:stream';
import { pictureFileOf } from '#modules/ground/content';
import type { PageAccess } from '#platform/rights/access';
import { platformErrors } from '#platform/errors';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

/** Files of pictures in writings: `/gambar/<uuid>.avif`. What is at such an address never changes, and a drawing that is opened by itself can do nothing. */
export const GET: RequestHandler = async ({ locals: { services }, params }) => {
  const file = pictureFileOf(params.file);
  const size = file === null ? null : await services.storage.size(file.key).catch(() => null);
  if (file === null || size === null) throw platformErrors.notFound();
  return new Response(Readable.toWeb(services.storage.open(file.key)) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': file.mediaType,
      'content-length': String(size),
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    },
  });
};
