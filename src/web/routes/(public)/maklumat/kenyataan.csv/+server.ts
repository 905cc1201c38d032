import { promisesTable } from '#modules/city/promises';
import type { PageAccess } from '#platform/rights/access';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

/** How every promise is kept, as a table. */
export const GET: RequestHandler = async ({ locals: { ctx } }) =>
  new Response(await promisesTable(ctx), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="janji-layanan.csv"',
      'cache-control': 'private, no-store',
    },
  });
