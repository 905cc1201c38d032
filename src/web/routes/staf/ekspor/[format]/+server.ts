import { redirect } from '@sveltejs/kit';
import { askExport, listTooLongForMarc } from '#modules/collection/catalog';
import { EXPORT_FORMATS } from '#modules/collection/catalog/client';
import type { PageAccess } from '#platform/rights/access';
import { AppError, platformErrors } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { localizeHref } from '#i18n/runtime';
import { exportFilter } from '#web/features/catalog/export-filter.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { fileResponse } from '#web/features/heavy-work/parts/made-file.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'exports.run' };

/** The catalogue as a file, written by the worker. What cannot be in it is told on the page first. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url, cookies }) => {
  const format = EXPORT_FORMATS.find((one) => one === params.format);
  if (!format) throw platformErrors.notFound();
  const filter = exportFilter(url.searchParams);
  if (format === 'marc' && !url.searchParams.has('tanpa') && (await listTooLongForMarc(ctx, filter)).length > 0) {
    redirect(303, localizeHref(`/staf/ekspor?${new URLSearchParams([...url.searchParams, ['terlalu', 'panjang']])}`));
  }
  try {
    return fileResponse(await askExport(ctx, services.heavy, { format, filter }));
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'catalog.export_too_long_for_xlsx') throw error;
    setFlash(cookies, 'bad', explainError(error, ctx.locale));
    redirect(303, localizeHref('/staf/ekspor'));
  }
};
