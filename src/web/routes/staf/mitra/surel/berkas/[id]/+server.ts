import { Readable } from 'node:stream';
import { openMailFile } from '#modules/city/partners';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import type { PageAccess } from '#platform/rights/access';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

/** A file that came with a mail, cleaned: saved, never shown within our pages. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params }) => {
  try {
    const { fileName, mediaType, stream } = await openMailFile(ctx, services.storage, idOf(params.id));
    return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
      headers: {
        'content-type': mediaType,
        'content-disposition': `attachment; filename="${fileName}"`,
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
      },
    });
  } catch (error) {
    if (error instanceof AppError) return new Response(explainError(error, ctx.locale), { status: error.status });
    throw error;
  }
};
