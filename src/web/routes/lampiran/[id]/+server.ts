import { Readable } from 'node:stream';
import { openAttachment } from '#modules/collection/catalog';
import type { PageAccess } from '#platform/rights/access';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

/** An attachment for whoever may open it; only PDF and sound are ever stored, so it may be shown in place. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params }) => {
  const { attachment, stream } = await openAttachment(ctx, services.storage, idOf(params.id));
  const name = encodeURIComponent(attachment.fileName);
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': attachment.mediaType,
      'content-length': String(attachment.sizeBytes),
      'content-disposition': `inline; filename*=UTF-8''${name}`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  });
};
