import { Readable } from 'node:stream';
import { exportHistory } from '#modules/lending/reading';
import type { PageAccess } from '#platform/rights/access';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'member';

/** The reader's history as a table. */
export const GET: RequestHandler = ({ locals: { ctx } }) =>
  new Response(Readable.toWeb(Readable.from(exportHistory(ctx), { objectMode: false })) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="riwayat-baca.csv"',
      'cache-control': 'no-store',
    },
  });
