import { listItemTypes } from '#modules/collection/catalog';
import { countReading, readingToday, uncountReading } from '#modules/lending/circulation';
import { barcodeOfLink } from '#modules/stock/links';
import type { PageAccess } from '#platform/rights/access';
import { formatTime } from '#shared/dates';
import { m } from '#i18n/messages';
import { deskAction } from '#web/features/circulation/parts/desk-form.server.ts';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'loans.count_reading' };

const NEEDS = ['loans.count_reading'] as const;

export const load: PageServerLoad = async ({ locals }) => {
  const { ctx, library } = await findDesk(locals.ctx, NEEDS);
  const [{ uses, counts }, itemTypes] = await Promise.all([readingToday(ctx, library.id), listItemTypes(ctx.db)]);
  const nameOf = (code: string): string => {
    const type = itemTypes.find((one) => one.code === code);
    return type ? (ctx.locale === 'en' ? type.nameEn : type.nameId) : code;
  };
  return {
    library: library.name,
    total: counts.reduce((sum, { counted }) => sum + counted, 0),
    counts: counts.map(({ itemType, counted, lent }) => ({ key: itemType, name: nameOf(itemType), counted, lent })),
    uses: uses.map(({ id, title, itemBarcode, itemType, countedAt }) => ({
      id,
      title,
      barcode: itemBarcode,
      collection: nameOf(itemType),
      at: formatTime(countedAt, library.timeZone, ctx.locale),
    })),
  };
};

export const actions: Actions = {
  count: deskAction({ form: 'count', needs: NEEDS }, async ({ ctx, values: { kode: code = '' } }) => {
    const { title, again } = await countReading(ctx, { itemBarcode: (await barcodeOfLink(ctx, code)) ?? code });
    return again ? m.reading_counted_once({ title }) : m.reading_counted({ title });
  }),
  uncount: deskAction({ form: 'uncount', needs: NEEDS }, async ({ ctx, values }) => {
    await uncountReading(ctx, idIn(values));
    return m.reading_uncounted();
  }),
};
