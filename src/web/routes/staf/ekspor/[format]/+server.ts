import { Readable } from 'node:stream';
import { redirect } from '@sveltejs/kit';
import { exportRecords, type ExportFile } from '#modules/catalog';
import { EXPORT_FORMATS } from '#modules/catalog/client';
import { AppError, platformErrors } from '#platform/errors';
import { explainError } from '#platform/problem';
import { localizeHref } from '#i18n/runtime';
import { exportFilter } from '#web/catalog/export-filter.server.ts';
import { setFlash } from '#web/flash.server.ts';
import type { RequestHandler } from './$types';

/** The catalogue as a file, sent while it is being read. What cannot be in it is told on the page first. */
export const GET: RequestHandler = async ({ locals: { ctx }, params, url, cookies }) => {
  const format = EXPORT_FORMATS.find((one) => one === params.format);
  if (!format) throw platformErrors.notFound();
  let file: ExportFile;
  try {
    file = await exportRecords(ctx, { format, filter: exportFilter(url.searchParams) });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'catalog.export_too_long_for_xlsx') throw error;
    setFlash(cookies, 'bad', explainError(error, ctx.locale));
    redirect(303, localizeHref('/staf/ekspor'));
  }
  if (file.leftOut.length > 0 && !url.searchParams.has('tanpa')) {
    redirect(303, localizeHref(`/staf/ekspor?${new URLSearchParams([...url.searchParams, ['terlalu', 'panjang']])}`));
  }
  const body = Readable.toWeb(Readable.from(file.body, { objectMode: false })) as ReadableStream<Uint8Array>;
  return new Response(body, {
    headers: { 'content-type': file.mediaType, 'content-disposition': `attachment; filename="${file.fileName}"` },
  });
};
