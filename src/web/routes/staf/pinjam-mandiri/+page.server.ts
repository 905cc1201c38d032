import { listAtDoor, selfServiceRuleOf, tickAtDoor } from '#modules/lending/self-service';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { formatTime } from '#shared/dates';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { deskAction } from '#web/features/circulation/parts/desk-form.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'loans.check_out' };

const NEEDS = ['loans.check_out'] as const;

export const load: PageServerLoad = async (event) => {
  const { libraries, ...desk } = await findDesk(event.locals.ctx, NEEDS);
  const wanted = event.url.searchParams.get('perpustakaan');
  const library = libraries.find(({ code }) => code === wanted) ?? desk.library;
  const { ctx } = desk;
  const [receipts, rule] = await Promise.all([
    listAtDoor(ctx, event.locals.services.secrets, library.id),
    selfServiceRuleOf(ctx.db, library.id),
  ]);
  const time = (instant: Date): string => formatTime(instant, library.timeZone, ctx.locale);
  return {
    library: { code: library.code, name: library.name },
    offered: rule.phone,
    hasBox: rule.returnBox && can(ctx.actor, 'loans.check_in', library.id),
    mayChange: can(ctx.actor, 'libraries.manage', library.id),
    mayShow: can(ctx.actor, 'visits.record', library.id),
    receipts: receipts.map(({ word, loans }) => ({
      word,
      loans: loans.map((loan) => ({
        loanId: loan.loanId,
        title: loan.title,
        itemBarcode: loan.itemBarcode,
        via: loan.via,
        time: time(loan.at),
        seen: loan.seenAt && { by: loan.seenBy ?? '', time: time(loan.seenAt) },
      })),
    })),
  };
};

export const actions: Actions = {
  seen: deskAction({ needs: NEEDS, keeps: false }, async ({ ctx, values }) => {
    await tickAtDoor(ctx, idIn(values, 'loanId'), true);
  }),
  unseen: deskAction({ needs: NEEDS, keeps: false }, async ({ ctx, values }) => {
    await tickAtDoor(ctx, idIn(values, 'loanId'), false);
  }),
};
