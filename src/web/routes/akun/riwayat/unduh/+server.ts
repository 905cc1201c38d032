import { exportHistory } from '#modules/reading';
import type { RequestHandler } from './$types';

/** The reader's history as a table. */
export const GET: RequestHandler = async ({ locals: { ctx } }) =>
  new Response(await exportHistory(ctx), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="riwayat-baca.csv"',
      'cache-control': 'no-store',
    },
  });
