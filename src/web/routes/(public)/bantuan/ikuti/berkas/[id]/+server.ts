import { Readable } from 'node:stream';
import { openOwnFile } from '#modules/city/service';
import type { PageAccess } from '#platform/rights/access';
import { ticketKey } from '#web/features/service/help/ticket-code.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

/** A file of a ticket for whoever sent it; only pictures and PDFs are stored. */
export const GET: RequestHandler = async (event) => {
  const { ctx, services } = event.locals;
  const { mediaType, stream } = await openOwnFile(ctx, services, {
    ...ticketKey(event, ctx),
    fileId: idOf(event.params.id),
  });
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': mediaType,
      'content-disposition': 'inline',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  });
};
