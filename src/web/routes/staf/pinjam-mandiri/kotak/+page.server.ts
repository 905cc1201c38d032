import { checkIn } from '#modules/lending/circulation';
import { barcodeOfLink } from '#modules/stock/links';
import { listBox, markMissingFromBox, selfServiceRuleOf } from '#modules/lending/self-service';
import type { PageAccess } from '#platform/rights/access';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { wordsOf } from '#web/features/circulation/parts/desk-parts.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { deskAction } from '#web/features/circulation/parts/desk-form.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'loans.check_in' };

const NEEDS = ['loans.check_in'] as const;

export const load: PageServerLoad = async (event) => {
  const { ctx, library } = await findDesk(event.locals.ctx, NEEDS);
  const [drops, rule] = await Promise.all([listBox(ctx, library.id), selfServiceRuleOf(ctx.db, library.id)]);
  return {
    library: library.name,
    offered: rule.returnBox,
    drops: drops.map(({ id, title, itemBarcode, droppedAt }) => ({
      id,
      title,
      itemBarcode,
      at: formatInstant(droppedAt, library.timeZone, ctx.locale),
    })),
  };
};

export const actions: Actions = {
  take: deskAction({ needs: NEEDS, keeps: false }, async ({ ctx, library, values: { itemBarcode: read = '' } }) => {
    const itemBarcode = (await barcodeOfLink(ctx, read)) ?? read.trim();
    const { loan, notices } = await checkIn(ctx, { itemBarcode, libraryId: library.id });
    return [m.self_box_taken({ title: loan.title }), ...wordsOf(notices, ctx)].join(' ');
  }),
  missing: deskAction({ needs: NEEDS, keeps: false }, async ({ ctx, values }) => {
    await markMissingFromBox(ctx, idIn(values));
    return m.self_box_told();
  }),
};
