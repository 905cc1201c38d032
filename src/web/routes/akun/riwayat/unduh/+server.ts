import { exportHistory } from '#modules/reading';
import type { PageAccess } from '#platform/access';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'member';

/** The reader's history as a table. */
export const GET: RequestHandler = async ({ locals: { ctx } }) =>
  new Response(await exportHistory(ctx), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="riwayat-baca.csv"',
      'cache-control': 'no-store',
    },
  });
