import { askCashTable } from '#modules/lending/charges';
import { getLibraryByCode } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { madeFile } from '#web/features/heavy-work/parts/made-file.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'cash.read' };

/** The day's cash as a file. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, url }) =>
  madeFile(ctx, async () => {
    const { id: libraryId } = await getLibraryByCode(ctx, url.searchParams.get('perpustakaan') ?? '');
    const day = url.searchParams.get('hari');
    const format = url.searchParams.get('format') === 'xlsx' ? 'xlsx' : 'csv';
    return askCashTable(ctx, services.heavy, { libraryId, format, ...(day !== null && { day }) });
  });
