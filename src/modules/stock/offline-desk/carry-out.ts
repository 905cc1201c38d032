import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { AppError } from '#platform/errors';
import { checkInWrittenThen, lend } from '#modules/lending/circulation';
import { recordCardVisitWithin, recordGuestVisitWithin, tappedAs } from '#modules/premises/visits';
import type { DeskAct } from './client.ts';
import { offlineDeskErrors } from './errors.ts';

interface Written {
  nonce: string;
  act: DeskAct;
  /** When it happened. */
  at: Date;
  libraryId: number;
  override?: { reason: string } | null;
}

/**
 * Does what was written down, through the same use cases as the desk that has a network, as if it were still then: due date, limit, fine
 * and suspension are those of its own time. Throws what the use cases refuse; the transaction is then good for nothing but its end.
 */
export async function carryOut(
  trx: Tx,
  ctx: Ctx,
  { nonce, act, at, libraryId, override = null }: Written,
): Promise<void> {
  // the trace says when it came, and when it was
  const then: Ctx = { ...ctx, libraryId, clock: { now: () => at }, writtenAt: ctx.clock };
  switch (act.kind) {
    case 'lend': {
      const { memberNumber, itemBarcode, confirmed = false } = act;
      await lend(trx, then, { memberNumber, itemBarcode, libraryId, confirmed, override });
      return;
    }
    case 'return':
      await checkInWrittenThen(trx, ctx, { itemBarcode: act.itemBarcode, libraryId, returnedAt: at }).catch(
        asLentSince,
      );
      return;
    case 'visit':
      if ('card' in act) await recordCardVisitWithin(trx, then, { libraryId, card: act.card, nonce });
      else await recordGuestVisitWithin(trx, then, { libraryId, nonce, ...tappedAs(act.guest) });
  }
}

/** The copy has gone out again after that return: the loan that runs now is another one. */
function asLentSince(error: unknown): never {
  if (error instanceof AppError && error.fields.returnedAt !== undefined) throw offlineDeskErrors.lentSince();
  throw error;
}
