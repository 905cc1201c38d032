import { exportVisitFigures } from '#modules/visits';
import type { PageAccess } from '#platform/access';
import { AppError } from '#platform/errors';
import { figuresAsked } from '#web/visits/figures-query.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'reports.read' };

/** The figures of visits as a file. */
export const GET: RequestHandler = async ({ locals: { ctx }, url }) => {
  try {
    const { from, to, step, library } = await figuresAsked(ctx, url);
    const format = url.searchParams.get('format') === 'xlsx' ? 'xlsx' : 'csv';
    const file = await exportVisitFigures(ctx, { from, to, step, library }, format);
    const body = typeof file.body === 'string' ? file.body : Uint8Array.from(file.body);
    return new Response(body, {
      headers: {
        'content-type': file.mediaType,
        'content-disposition': `attachment; filename="${file.fileName}"`,
        'cache-control': 'no-store',
      },
    });
  } catch (error) {
    if (error instanceof AppError) return new Response(null, { status: error.status });
    throw error;
  }
};
