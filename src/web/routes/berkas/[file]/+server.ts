import { Readable } from 'node:stream';
import { openWritingFile } from '#modules/ground/content';
import type { PageAccess } from '#platform/rights/access';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

/**
 * Files, recordings and captions of writings: `/berkas/<uuid>.pdf`, or the part that is asked for. What is at such an address never changes, and
 * can be removed for good: nobody keeps it for longer than an hour without asking. Documents are saved, never opened here.
 */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, request }) => {
  const asked = { name: params.file, range: request.headers.get('range') };
  const { mediaType, fileName, isPlayed, sizeBytes, part, stream } = await openWritingFile(
    ctx,
    services.storage,
    asked,
  );
  const headers = new Headers({
    'accept-ranges': 'bytes',
    'content-type': mediaType,
    'cache-control': 'public, max-age=3600, must-revalidate',
    etag: `"${params.file}"`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  });
  if (request.headers.get('if-none-match') === headers.get('etag')) {
    stream?.destroy();
    return new Response(null, { status: 304, headers });
  }
  if (!isPlayed) headers.set('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`);
  if (!stream) {
    headers.set('content-range', `bytes */${sizeBytes}`);
    headers.set('cache-control', 'no-store');
    return new Response(null, { status: 416, headers });
  }
  headers.set('content-length', String(part ? part.end - part.start + 1 : sizeBytes));
  if (part) headers.set('content-range', `bytes ${part.start}-${part.end}/${sizeBytes}`);
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, { status: part ? 206 : 200, headers });
};
