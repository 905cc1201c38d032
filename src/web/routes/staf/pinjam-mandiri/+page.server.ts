import { redirect } from '@sveltejs/kit';
import { listAtDoor, selfServiceRuleOf, tickAtDoor } from '#modules/lending/self-service';
import type { PageAccess } from '#platform/access';
import { can } from '#platform/authorize';
import { formatTime } from '#shared/dates';
import { localizeHref } from '#i18n/runtime';
import { findDesk, rememberDesk } from '#web/features/circulation/desk/desk-library.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { may: 'loans.check_out' };

const deskOf = async ({ locals, cookies }: Pick<RequestEvent, 'locals' | 'cookies'>) =>
  findDesk(locals.ctx, cookies, ['loans.check_out']);

export const load: PageServerLoad = async (event) => {
  const { libraries, ...desk } = await deskOf(event);
  const wanted = event.url.searchParams.get('perpustakaan');
  const library = libraries.find(({ code }) => code === wanted) ?? desk.library;
  if (wanted) rememberDesk(event.cookies, library.id);
  const { ctx } = desk;
  const [receipts, rule] = await Promise.all([
    listAtDoor(ctx, event.locals.services.secrets, library.id),
    selfServiceRuleOf(ctx.db, library.id),
  ]);
  const time = (instant: Date): string => formatTime(instant, library.timeZone, ctx.locale);
  return {
    library: { code: library.code, name: library.name },
    libraries: libraries.map((one) => ({ value: one.code, label: one.name })),
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

async function tick(event: RequestEvent, seen: boolean) {
  const { ctx } = await deskOf(event);
  const values = formValues(await event.request.formData());
  try {
    await tickAtDoor(ctx, idIn(values, 'loanId'), seen);
  } catch (error) {
    return refuseForm(error, ctx, {});
  }
  return redirect(303, localizeHref('/staf/pinjam-mandiri'));
}

export const actions: Actions = {
  seen: async (event) => tick(event, true),
  unseen: async (event) => tick(event, false),
};
