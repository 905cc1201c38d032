import { Readable } from 'node:stream';
import { openAnswerFile } from '#modules/community/questionnaires';
import type { PageAccess } from '#platform/rights/access';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'responses.read' };

/** A file of a named answer, always to be saved and never shown as a page of ours. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params }) => {
  try {
    const { key, name, mediaType } = await openAnswerFile(ctx, params.rid, params.q);
    return new Response(Readable.toWeb(services.storage.open(key)) as ReadableStream<Uint8Array>, {
      headers: {
        'content-type': mediaType,
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
        'cache-control': 'private, no-store',
      },
    });
  } catch (error) {
    if (error instanceof AppError) return new Response(explainError(error, ctx.locale), { status: error.status });
    throw error;
  }
};
