import {
  cancelHold,
  renewAllLoans,
  undoCheckIn,
  undoCheckOut,
  undoRenewAll,
  undoRenewal,
} from '#modules/lending/circulation';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { m } from '#i18n/messages';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { DeskAnswer } from './desk-answer.ts';
import { answerOf, type DeskCtx } from '../parts/desk-parts.server.ts';
import { refusal } from './desk-scan.server.ts';

/** Renews all of a member's loans that may be, and says which may not. */
export async function renewAllOf(ctx: DeskCtx, memberNumber: string): Promise<DeskAnswer> {
  try {
    const { renewed, refused, together } = await renewAllLoans(ctx, memberNumber);
    return answerOf({
      tone: refused.length > 0 || renewed.length === 0 ? 'warn' : 'ok',
      title: m.desk_renewed_all({ count: renewed.length, total: renewed.length + refused.length }),
      text: refused.map(({ error }) => explainError(error, ctx.locale)),
      undo: together === null ? null : { kind: 'renewals', id: together, memberNumber },
    });
  } catch (error) {
    return refusal(error, ctx, { memberNumber });
  }
}

const UNDO = { loan: undoCheckOut, return: undoCheckIn, renewal: undoRenewal, hold: cancelHold } as const;
const asKind = (kind: string | undefined): keyof typeof UNDO =>
  (['return', 'renewal', 'hold'] as const).find((one) => one === kind) ?? 'loan';

/** Takes back what an answer has offered to take back (`kind`, `id`), and says so. */
export async function undoAtDesk(ctx: DeskCtx, values: Record<string, string>): Promise<DeskAnswer> {
  const kind = asKind(values.kind);
  try {
    if (values.kind === 'renewals') return await undoRenewals(ctx, values);
    await UNDO[kind](ctx, idIn(values, 'id'));
    const text = kind === 'hold' ? m.hold_desk_undone() : m.desk_undone_text();
    return answerOf({ tone: 'warn', title: m.desk_undone(), text: [text] });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return answerOf({ tone: 'bad', title: m.desk_not_undone(), text: [explainError(error, ctx.locale)] });
  }
}

/** What one act renewed (`id`) of all loans of a member, and which of them could not be taken back. */
async function undoRenewals(ctx: DeskCtx, { id = '', memberNumber = '' }: Record<string, string>): Promise<DeskAnswer> {
  const { undone, refused } = await undoRenewAll(ctx, { memberNumber, together: id });
  return answerOf({
    tone: undone.length === 0 ? 'bad' : 'warn',
    title: m.desk_renewed_all_undone({ count: undone.length, total: undone.length + refused.length }),
    text: refused.map(({ loan, error }) =>
      m.account_renew_refused({ title: loan.title, reason: explainError(error, ctx.locale) }),
    ),
  });
}
