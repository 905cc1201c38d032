import { cancelHold, renewAllLoans, undoCheckIn, undoCheckOut, undoRenewal } from '#modules/lending/circulation';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { m } from '#i18n/messages';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { DeskAnswer, DeskUndo } from './desk-answer.ts';
import { answerOf, type DeskCtx } from '../parts/desk-parts.server.ts';
import { refusal } from './desk-scan.server.ts';

/** Renews all of a member's loans that may be, and says which may not. */
export async function renewAllOf(ctx: DeskCtx, memberNumber: string): Promise<DeskAnswer> {
  try {
    const { renewed, refused } = await renewAllLoans(ctx, memberNumber);
    return answerOf({
      tone: refused.length > 0 || renewed.length === 0 ? 'warn' : 'ok',
      title: m.desk_renewed_all({ count: renewed.length, total: renewed.length + refused.length }),
      text: refused.map(({ error }) => explainError(error, ctx.locale)),
    });
  } catch (error) {
    return refusal(error, ctx, { memberNumber });
  }
}

const UNDO = { loan: undoCheckOut, return: undoCheckIn, renewal: undoRenewal, hold: cancelHold } as const;
const asKind = (kind: string | undefined): DeskUndo['kind'] =>
  (['return', 'renewal', 'hold'] as const).find((one) => one === kind) ?? 'loan';

/** Takes back what an answer has offered to take back (`kind`, `id`), and says so. */
export async function undoAtDesk(ctx: DeskCtx, values: Record<string, string>): Promise<DeskAnswer> {
  const kind = asKind(values.kind);
  try {
    await UNDO[kind](ctx, idIn(values, 'id'));
    const text = kind === 'hold' ? m.hold_desk_undone() : m.desk_undone_text();
    return answerOf({ tone: 'warn', title: m.desk_undone(), text: [text] });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return answerOf({ tone: 'bad', title: m.desk_not_undone(), text: [explainError(error, ctx.locale)] });
  }
}
