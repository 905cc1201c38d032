import { foreseeBatch, getBatch, markPrinted } from '#modules/stock/printing';
import type { PageAccess } from '#platform/rights/access';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { kindName, measures, slugOf } from '#web/features/printing/print-words.server.ts';
import { pageAsked } from '#web/kit/form/read-fields.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'printing.print' };

/** Millimetres as a browser draws them: 96 pixels an inch. */
const pixels = (millimetres: number): number => Math.round((millimetres * 96) / 25.4);

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
  const batch = await getBatch(ctx, idOf(params.id));
  const path = `/staf/cetak/${batch.id}`;
  const side = pageAsked(url.searchParams, 'lembar');
  const paper = await foreseeBatch(ctx, batch);
  return {
    id: batch.id,
    name: kindName(batch.kind, ctx),
    library: batch.library.name,
    measures: measures(batch.layout, ctx),
    counts:
      paper.pages === paper.sheets
        ? m.printing_counts({ labels: paper.labels, sheets: paper.sheets })
        : m.printing_counts_both_sides({ labels: paper.labels, sheets: paper.sheets, pages: paper.pages }),
    // as attributes: the content policy takes no style that stands in the page
    width: pixels(batch.layout.sheet.width),
    height: pixels(batch.layout.sheet.height),
    made: m.printing_made_by({
      name: batch.createdBy,
      when: formatInstant(batch.createdAt, batch.library.timeZone, ctx.locale),
    }),
    printed: batch.printedAt && formatInstant(batch.printedAt, batch.library.timeZone, ctx.locale),
    pdfHref: localizeHref(`${path}/pdf`),
    pictureHref: localizeHref(`${path}/gambar.svg?lembar=${side}`),
    backHref: localizeHref(`/staf/cetak?jenis=${slugOf(batch.kind)}`),
    side,
    before: side > 1 ? localizeHref(`${path}?lembar=${side - 1}`) : null,
    after: side < paper.pages ? localizeHref(`${path}?lembar=${side + 1}`) : null,
  };
};

export const actions: Actions = {
  printed: formAction({ keeps: false }, async ({ ctx, params }) => {
    await markPrinted(ctx, idOf(params.id), true);
    return m.printing_printed_said();
  }),
  again: formAction({ keeps: false }, async ({ ctx, params }) => {
    await markPrinted(ctx, idOf(params.id), false);
    return m.printing_unprinted_said();
  }),
};
