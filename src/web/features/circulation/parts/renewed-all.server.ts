import { renewAllLoans, undoRenewAll } from '#modules/lending/circulation';
import type { Loan } from '#modules/lending/circulation/client';
import type { Ctx } from '#platform/context';
import type { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { m } from '#i18n/messages';

/** What a reader is told of an act on all loans. */
export interface SaidOfAll {
  tone: 'ok' | 'warn';
  text: string[];
  /** What names the act, as long as it can be taken back. */
  together: string | null;
}

const refusals = (refused: readonly { loan: Loan; error: AppError }[], ctx: Ctx): string[] =>
  refused.map(({ loan, error }) =>
    m.account_renew_refused({ title: loan.title, reason: explainError(error, ctx.locale) }),
  );

/** Renews what can be renewed of a reader's loans, and says which could not. */
export async function renewAllOwn(ctx: Ctx, memberNumber: string): Promise<SaidOfAll> {
  const { renewed, refused, together } = await renewAllLoans(ctx, memberNumber);
  const total = renewed.length + refused.length;
  return {
    tone: refused.length > 0 ? 'warn' : 'ok',
    text: [m.desk_renewed_all({ count: renewed.length, total }), ...refusals(refused, ctx)],
    together,
  };
}

/** Takes that back, and says what could not be taken back. */
export async function undoRenewAllOwn(ctx: Ctx, memberNumber: string, together: string): Promise<SaidOfAll> {
  const { undone, refused } = await undoRenewAll(ctx, { memberNumber, together });
  const total = undone.length + refused.length;
  return {
    tone: refused.length > 0 ? 'warn' : 'ok',
    text: [m.desk_renewed_all_undone({ count: undone.length, total }), ...refusals(refused, ctx)],
    together: null,
  };
}
