import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { can } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { placedInWords, placeFor } from '#web/features/circulation/holds/placed-hold.server.ts';
import type { DeskAnswer } from './desk-answer.ts';
import { answerOf, step, type DeskCtx } from '../parts/desk-parts.server.ts';

/** Reserves a title for the member at the desk, and says what came of it. A refusal is an answer. */
export async function holdAtDesk(
  ctx: DeskCtx,
  memberNumber: string,
  values: Record<string, string>,
): Promise<DeskAnswer> {
  try {
    const hold = await placeFor(ctx, memberNumber, values);
    const { title, text } = placedInWords(hold);
    return answerOf({ tone: 'ok', title, text: [text], undo: { kind: 'hold', id: hold.id } });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { bibId = '', pickup = '' } = values;
    const helps = error.params.overridable === true && can(ctx.actor, 'loans.override', ctx.libraryId);
    return answerOf({
      tone: 'bad',
      title: m.hold_desk_refused(),
      text: [explainError(error, ctx.locale)],
      steps: helps ? [step('F8', m.hold_desk_anyway(), '?/hold', { bibId, pickup }, true)] : [],
    });
  }
}
