import { Readable } from 'node:stream';
import { coverKeyOf, generatedCover } from '#modules/collection/catalog';
import type { PageAccess } from '#platform/rights/access';
import { platformErrors } from '#platform/errors';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

/** A stored picture never changes under its address; a drawn cover changes with its title. */
const FOR_EVER = 'public, max-age=31536000, immutable';
const FOR_AN_HOUR = 'public, max-age=3600';

/** Covers: `/sampul/<uuid>.webp` is a stored picture, `/sampul/<record>.svg` the drawn one. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params }) => {
  const drawn = /^(\d+)\.svg$/.exec(params.file)?.[1];
  if (drawn !== undefined) {
    return new Response(await generatedCover(ctx, idOf(drawn)), {
      headers: { 'content-type': 'image/svg+xml; charset=utf-8', 'cache-control': FOR_AN_HOUR },
    });
  }
  const key = coverKeyOf(params.file);
  const size = key === null ? null : await services.storage.size(key).catch(() => null);
  if (key === null || size === null) throw platformErrors.notFound();
  return new Response(Readable.toWeb(services.storage.open(key)) as ReadableStream<Uint8Array>, {
    headers: { 'content-type': 'image/webp', 'content-length': String(size), 'cache-control': FOR_EVER },
  });
};
