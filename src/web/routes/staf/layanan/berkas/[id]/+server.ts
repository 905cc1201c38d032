import { Readable } from 'node:stream';
import { openTicketFile } from '#modules/city/service';
import type { PageAccess } from '#platform/rights/access';
import { AppError } from '#platform/errors';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: ['enquiries.answer', 'complaints.answer'] };

/** A file that came with a message, for who may answer its ticket. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params }) => {
  try {
    const { mediaType, stream } = await openTicketFile(ctx, services, idOf(params.id));
    return new Response(Readable.toWeb(stream) as ReadableStream, {
      headers: {
        'content-type': mediaType,
        'cache-control': 'private, no-store',
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
      },
    });
  } catch (error) {
    if (error instanceof AppError) return new Response(null, { status: error.status });
    throw error;
  }
};
