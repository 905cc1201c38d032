import { exportRecord } from '#modules/collection/catalog';
import { RECORD_FORMATS } from '#modules/collection/catalog/client';
import type { PageAccess } from '#platform/rights/access';
import { platformErrors } from '#platform/errors';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

/** One record as a file: `marc`, `marcxml`, `mods`, `dc`, `bibtex`, `ris`. */
export const GET: RequestHandler = async ({ locals: { ctx }, params }) => {
  const format = RECORD_FORMATS.find((name) => name === params.format);
  if (!format) throw platformErrors.notFound();
  const { fileName, mediaType, body } = await exportRecord(ctx, { id: idOf(params.id), format });
  return new Response(typeof body === 'string' ? body : new Uint8Array(body), {
    headers: { 'content-type': mediaType, 'content-disposition': `attachment; filename="${fileName}"` },
  });
};
