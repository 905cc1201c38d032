import { accessionRegister } from '#modules/stock/stocktake';
import type { PageAccess } from '#platform/rights/access';
import { sentenceOf } from '#platform/requests/problem';
import { formatDate } from '#shared/dates';
import { AppError } from '#platform/errors';
import { localizeHref } from '#i18n/runtime';
import { registerPeriod } from '#web/features/stocktake/register-period.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'catalog.read' };

const SHOWN = 200;

export const load: PageServerLoad = async ({ locals, url }) => {
  const { ctx, library, from, to } = await registerPeriod(locals.ctx, url);
  const lines = await accessionRegister(ctx, library.id, { from, to }, SHOWN + 1).catch((error: unknown) => {
    // the days are the wrong way round: nothing was received in between
    if (error instanceof AppError && error.code === 'platform.invalid_input') return [];
    throw error;
  });
  const query = `?dari=${from}&sampai=${to}`;
  const word = (prefix: string, code: string | null): string =>
    code === null ? '' : (sentenceOf(prefix, code, {}, ctx.locale) ?? code);
  return {
    library: library.name,
    from,
    to,
    more: lines.length > SHOWN,
    pdfHref: localizeHref('/staf/buku-induk/pdf') + query,
    sheetHref: localizeHref('/staf/buku-induk/tabel') + query,
    lines: lines.slice(0, SHOWN).map((line) => ({
      received: formatDate(line.receivedOn, ctx.locale, 'medium'),
      accessionNumber: line.accessionNumber,
      title: line.title,
      author: line.author ?? '',
      year: line.year,
      source: [word('catalog_source', line.source), line.supplier].filter(Boolean).join(', '),
      price: line.price,
      ddc: line.ddc ?? '',
      remark: [line.status === 'available' ? '' : word('catalog_status', line.status), line.minutesNumber]
        .filter(Boolean)
        .join(', '),
    })),
  };
};
