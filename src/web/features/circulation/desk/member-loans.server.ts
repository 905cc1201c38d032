import { viewAccount } from '#modules/lending/circulation';
import { canAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { formatRupiah } from '#shared/money';
import { localizeHref } from '#i18n/runtime';
import { chargesHref } from '#web/features/charges/parts/charge-rows.server.ts';
import type { DeskLoan } from './desk-answer.ts';
import { loanLine } from './due-words.server.ts';

export interface MemberLoansView {
  loans: DeskLoan[];
  /** null = no limit. */
  max: number | null;
  historyCount: number;
  /** In words; null = owes nothing. */
  balance: string | null;
  /** The desk with this member; null where one may not lend. */
  deskHref: string | null;
  chargesHref: string | null;
  may: { lost: boolean };
}

/** The loans on a member's page for staff; null where one may not see loans. */
export async function memberLoans(ctx: Ctx, number: string): Promise<MemberLoansView | null> {
  if (!canAnywhere(ctx.actor, 'loans.read')) return null;
  const account = await viewAccount(ctx, number);
  const since = ctx.clock.now().getTime();
  return {
    loans: account.loans.map((loan) => loanLine(loan, ctx)),
    max: account.maxLoans,
    historyCount: account.historyCount,
    balance: account.balance > 0 ? formatRupiah(account.balance) : null,
    deskHref: canAnywhere(ctx.actor, 'loans.check_out')
      ? localizeHref(`/staf/sirkulasi?anggota=${encodeURIComponent(number)}&sejak=${since}`)
      : null,
    chargesHref: canAnywhere(ctx.actor, 'charges.read') ? chargesHref(number) : null,
    may: { lost: canAnywhere(ctx.actor, 'loans.mark_lost') },
  };
}
