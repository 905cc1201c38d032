import { exchangeBoxes, takeBackCopy } from '#modules/lending/bulk-loans';
import { placementNotices } from '#modules/lending/circulation';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { wordsOf } from '#web/features/circulation/parts/desk-parts.server.ts';
import type { FormRefusal } from '#web/kit/form/form-refusal.server.ts';
import { deskAction } from '#web/features/circulation/parts/desk-form.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'loans.check_in' };

const NEEDS = ['loans.check_in'] as const;

export const load: PageServerLoad = async ({ locals, url }) => {
  const { library } = await findDesk(locals.ctx, NEEDS);
  const { searchParams } = url;
  return { library: library.name, box: searchParams.get('kotak') ?? '', code: searchParams.get('kode') ?? '' };
};

interface Said {
  tone: 'ok' | 'warn' | 'bad';
  title: string;
  text: string[];
  href: string | null;
}

const saying = (said: Said, values: Record<string, string> = {}) => ({ said, values });
const refused = ({ message: title, fields, values }: FormRefusal) =>
  saying({ tone: 'bad', title, text: Object.values(fields), href: null }, values);

export const actions: Actions = {
  copy: deskAction({ needs: NEEDS, refused }, async ({ ctx, values: { itemBarcode = '' } }) => {
    const back = await takeBackCopy(ctx, { itemBarcode });
    const notices = wordsOf(placementNotices(back.placement, ctx), ctx);
    const left =
      back.stillAway === 0
        ? m.bulk_all_back({ number: back.number })
        : m.bulk_still_away({ number: back.number, count: back.stillAway });
    return saying({
      tone: notices.length > 0 ? 'warn' : 'ok',
      title: back.item.title,
      text: [...notices, left],
      href: localizeHref(`/staf/pinjaman-paket/${back.bulkLoanId}`),
    });
  }),
  exchange: deskAction({ needs: NEEDS, refused }, async ({ ctx, values }) => {
    const done = await exchangeBoxes(ctx, {
      backBox: values.backBox ?? '',
      newBox: values.newBox || null,
      notInside: (values.notInside ?? '').split(/[\s,;]+/).filter(Boolean),
    });
    const text = [m.bulk_exchanged_text({ returned: done.returned, handedOver: done.handedOver })];
    const lent = done.stillAway.filter((one) => one.onLoan).map((one) => one.barcode);
    const missing = done.stillAway.filter((one) => !one.onLoan).map((one) => one.barcode);
    if (lent.length > 0) text.push(m.bulk_exchange_lent({ codes: lent.join(', ') }));
    if (missing.length > 0) text.push(m.bulk_exchange_missing({ codes: missing.join(', ') }));
    for (const { kind, title, barcode } of done.apart) {
      text.push(kind === 'hold_shelf' ? m.bulk_apart_hold({ title, barcode }) : m.bulk_apart_send({ title, barcode }));
    }
    return saying({
      tone: text.length > 1 ? 'warn' : 'ok',
      title: m.bulk_exchanged_said(),
      text,
      href: localizeHref(`/staf/pinjaman-paket/${done.bulkLoanId}`),
    });
  }),
};
