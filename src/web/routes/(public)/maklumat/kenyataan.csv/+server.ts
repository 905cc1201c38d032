import { Readable } from 'node:stream';
import { promisesTable } from '#modules/city/promises';
import type { PageAccess } from '#platform/rights/access';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

/** How every promise is kept, as a table. */
export const GET: RequestHandler = async ({ locals: { ctx } }) => {
  const { fileName, mediaType, body } = await promisesTable(ctx);
  return new Response(Readable.toWeb(Readable.from(body, { objectMode: false })) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': mediaType,
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'private, no-store',
    },
  });
};
