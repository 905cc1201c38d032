import { fail, redirect } from '@sveltejs/kit';
import { listHoldsOfMember, renewAllLoans, renewLoan, viewAccount } from '#modules/lending/circulation';
import { blockHolds, chooseAutoRenewal, confirmOwnData, getOwnMember, isDataRefreshDue } from '#modules/people/members';
import { readThisYear } from '#modules/lending/reading';
import { ownDrops } from '#modules/lending/self-service';
import type { PageAccess } from '#platform/access';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/problem';
import { readRequestKey } from '#platform/request-key';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { ownBookingActions, ownBookings } from '#web/features/bookings/own-bookings.server.ts';
import { dueInWords, ownLoan } from '#web/features/circulation/desk/due-words.server.ts';
import { giveBack, leave, ownShelf } from '#web/features/digital/lending-view.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { ownHold } from '#web/features/circulation/holds/hold-words.server.ts';
import { stopsInWords } from '#web/features/circulation/holds/pickup-places.server.ts';
import { ownHoldActions } from '#web/features/circulation/holds/own-hold-actions.server.ts';
import { ownCharges } from '#web/features/charges/own-charges.server.ts';
import { ownCard } from '#web/features/members/own-card.server.ts';
import { ownPrograms } from '#web/features/programs/own/own-programs.server.ts';
import { ownSeatActions, ownSeats } from '#web/features/seats/seat-words.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { formValues } from '#web/kit/form/form-refusal.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'member';

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const member = await getOwnMember(ctx);
  const [card, account, charges, holds, bookings, read, drops, digital, seats, programs] = await Promise.all([
    ownCard(ctx, member),
    viewAccount(ctx, member.number),
    ownCharges(ctx, member.number),
    listHoldsOfMember(ctx, member.number),
    ownBookings(ctx),
    readThisYear(ctx),
    ownDrops(ctx),
    ownShelf(ctx),
    ownSeats(ctx),
    ownPrograms(ctx),
  ]);
  const stopOf = await stopsInWords(ctx, holds);
  const today = localDate(ctx.clock.now(), member.timeZone);
  const overdue = account.loans.filter((loan) => loan.dueState === 'overdue');
  return {
    refreshDue: await isDataRefreshDue(ctx, member.number),
    charges,
    drops: drops.map(({ id, title, library }) => ({ id, title, library: library.name })),
    holds: holds.map((hold) => ownHold(hold, ctx, stopOf(hold))),
    bookings,
    digital,
    seats,
    programs,
    loans: account.loans.map((loan) => ownLoan(loan, ctx)),
    autoRenewal: account.autoRenewal,
    late:
      overdue.length === 0
        ? null
        : {
            lead: m.loans_late({ count: overdue.length }),
            free: overdue.every((loan) => loan.finePerDay === 0),
          },
    card,
    // null = the history is not kept
    read,
    blocks: member.blocks
      .filter((block) => blockHolds(block, today))
      .map((block) => ({
        id: block.id,
        reason: block.reason,
        until: block.untilDate && formatDate(block.untilDate, ctx.locale),
      })),
  };
};

export const actions: Actions = {
  ...ownHoldActions,
  ...ownBookingActions,
  ...ownSeatActions,
  returnDigital: async (event) => giveBack(event, localizeHref('/akun#digital')),
  leaveDigital: async (event) => leave(event, localizeHref('/akun#digital')),
  confirmData: async ({ locals: { ctx }, cookies }) => {
    await confirmOwnData(ctx);
    setFlash(cookies, 'ok', m.privacy_refresh_thanks());
    redirect(303, localizeHref('/akun'));
  },
  autoRenewal: async ({ request, locals: { ctx }, cookies }) => {
    const on = formValues(await request.formData()).on === '1';
    await chooseAutoRenewal(ctx, ctx.actor.kind === 'member' ? ctx.actor.number : '', on);
    setFlash(cookies, 'ok', on ? m.loans_auto_renewal_now_on() : m.loans_auto_renewal_now_off());
    redirect(303, localizeHref('/akun#pinjam'));
  },
  renew: async ({ request, locals: { ctx } }) => {
    const values = formValues(await request.formData());
    const requestKey = readRequestKey(request.headers.get('idempotency-key'));
    try {
      const loan = await renewLoan(ctx, { loanId: idIn(values, 'loanId'), requestKey });
      const text = m.loans_renewed({ title: loan.title, due: dueInWords(loan, ctx) });
      return { said: { tone: 'ok' as const, text: [text] } };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return fail(error.status, { said: { tone: 'bad' as const, text: [explainError(error, ctx.locale)] } });
    }
  },
  renewAll: async ({ locals: { ctx } }) => {
    const { renewed, refused } = await renewAllLoans(ctx, ctx.actor.kind === 'member' ? ctx.actor.number : '');
    const text = [
      m.desk_renewed_all({ count: renewed.length, total: renewed.length + refused.length }),
      ...refused.map(({ loan, error }) =>
        m.account_renew_refused({ title: loan.title, reason: explainError(error, ctx.locale) }),
      ),
    ];
    return { said: { tone: refused.length > 0 ? ('warn' as const) : ('ok' as const), text } };
  },
};
