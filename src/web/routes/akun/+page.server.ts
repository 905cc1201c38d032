import { listHoldsOfMember, renewLoan, viewAccount } from '#modules/lending/circulation';
import { blockHolds, chooseAutoRenewal, confirmOwnData, getOwnMember, isDataRefreshDue } from '#modules/people/members';
import { readThisYear } from '#modules/lending/reading';
import { ownDrops } from '#modules/lending/self-service';
import { withPreparedStatements } from '#platform/database/prepared';
import type { PageAccess } from '#platform/rights/access';
import type { Ctx } from '#platform/context';
import { readRequestKey } from '#platform/requests/request-key';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { ownBookingActions, ownBookings } from '#web/features/bookings/parts/own-bookings.server.ts';
import { dueInWords, ownLoan } from '#web/features/circulation/desk/due-words.server.ts';
import { giveBack, leave, ownShelf } from '#web/features/digital/parts/lending-view.server.ts';
import { ownHold } from '#web/features/circulation/parts/hold-words.server.ts';
import { renewAllOwn, undoRenewAllOwn } from '#web/features/circulation/parts/renewed-all.server.ts';
import { stopsInWords } from '#web/features/circulation/parts/pickup-places.server.ts';
import { ownHoldActions } from '#web/features/circulation/holds/own-hold-actions.server.ts';
import { ownCharges } from '#web/features/charges/parts/own-charges.server.ts';
import { ownCard } from '#web/features/members/parts/own-card.server.ts';
import { ownPrograms } from '#web/features/programs/parts/own-programs.server.ts';
import { ownSeatActions, ownSeats } from '#web/features/seats/parts/seat-words.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { FormRefusal } from '#web/kit/form/form-refusal.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad, PageServerLoadEvent } from './$types';

export const _access: PageAccess = 'member';

export const load: PageServerLoad = async (event) => withPreparedStatements(async () => loadAccount(event));

async function loadAccount({ locals: { ctx } }: PageServerLoadEvent) {
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
}

const saying = (tone: 'ok' | 'warn' | 'bad', ...text: string[]) => ({ said: { tone, text, together: null } });
const refused = ({ message }: FormRefusal) => saying('bad', message);
const ownNumber = ({ actor }: Ctx): string => (actor.kind === 'member' ? actor.number : '');

export const actions: Actions = {
  ...ownHoldActions,
  ...ownBookingActions,
  ...ownSeatActions,
  returnDigital: giveBack('#digital'),
  leaveDigital: leave('#digital'),
  confirmData: formAction({ refused }, async ({ ctx }) => {
    await confirmOwnData(ctx);
    return m.privacy_refresh_thanks();
  }),
  autoRenewal: formAction({ refused }, async ({ ctx, values }) => {
    const on = values.on === '1';
    await chooseAutoRenewal(ctx, ownNumber(ctx), on);
    return done(on ? m.loans_auto_renewal_now_on() : m.loans_auto_renewal_now_off(), '#pinjam');
  }),
  renew: formAction({ refused }, async ({ ctx, event, values }) => {
    const requestKey = readRequestKey(event.request.headers.get('idempotency-key'));
    const loan = await renewLoan(ctx, { loanId: idIn(values, 'loanId'), requestKey });
    return saying('ok', m.loans_renewed({ title: loan.title, due: dueInWords(loan, ctx) }));
  }),
  renewAll: formAction({ refused }, async ({ ctx }) => ({ said: await renewAllOwn(ctx, ownNumber(ctx)) })),
  undoRenewAll: formAction({ refused }, async ({ ctx, values: { together = '' } }) => ({
    said: await undoRenewAllOwn(ctx, ownNumber(ctx), together),
  })),
};
