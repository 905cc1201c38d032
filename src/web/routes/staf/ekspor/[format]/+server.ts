import { Readable } from 'node:stream';
import { exportRecords } from '#modules/catalog';
import { EXPORT_FORMATS } from '#modules/catalog/client';
import { platformErrors } from '#platform/errors';
import { asMaterial, numberOf } from '#web/catalog/catalog-views.server.ts';
import type { RequestHandler } from './$types';

/** The catalogue as a file, sent while it is being read. */
export const GET: RequestHandler = ({ locals: { ctx }, params, url }) => {
  const format = EXPORT_FORMATS.find((one) => one === params.format);
  if (!format) throw platformErrors.notFound();
  const file = exportRecords(ctx, {
    format,
    filter: {
      material: asMaterial(url.searchParams.get('bahan')),
      libraryId: numberOf(url.searchParams.get('perpustakaan') ?? undefined) || undefined,
      includeHidden: url.searchParams.get('tersembunyi') === 'ya',
    },
  });
  const body = Readable.toWeb(Readable.from(file.body, { objectMode: false })) as ReadableStream<Uint8Array>;
  return new Response(body, {
    headers: { 'content-type': file.mediaType, 'content-disposition': `attachment; filename="${file.fileName}"` },
  });
};
