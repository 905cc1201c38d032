import { Readable } from 'node:stream';
import { openFile } from '#modules/lending/digital';
import type { PageAccess } from '#platform/rights/access';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

/** A file, or the part of it that is asked for, for who may read it. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, request, url }) => {
  const asked = { range: request.headers.get('range'), key: url.searchParams.get('kunci') };
  const file = await openFile(ctx, services, idOf(params.id), asked);
  const { part, sizeBytes, stream } = file;
  const headers = new Headers({
    'accept-ranges': 'bytes',
    'content-type': file.mediaType,
    'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
    'cache-control': 'private, no-store',
    'content-security-policy': "default-src 'none'; sandbox",
  });
  if (!stream) {
    headers.set('content-range', `bytes */${sizeBytes}`);
    return new Response(null, { status: 416, headers });
  }
  headers.set('content-length', String(part ? part.end - part.start + 1 : sizeBytes));
  if (part) headers.set('content-range', `bytes ${part.start}-${part.end}/${sizeBytes}`);
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, { status: part ? 206 : 200, headers });
};
