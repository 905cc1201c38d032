import { exportCashDay } from '#modules/charges';
import { getLibraryByCode } from '#modules/libraries';
import type { PageAccess } from '#platform/access';
import { AppError } from '#platform/errors';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'cash.read' };

/** The day's cash as a file. */
export const GET: RequestHandler = async ({ locals: { ctx }, url }) => {
  try {
    const { id: libraryId } = await getLibraryByCode(ctx, url.searchParams.get('perpustakaan') ?? '');
    const day = url.searchParams.get('hari');
    const format = url.searchParams.get('format') === 'xlsx' ? 'xlsx' : 'csv';
    const file = await exportCashDay(ctx, { libraryId, ...(day !== null && { day }) }, format);
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
