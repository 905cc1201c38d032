import type { Ctx } from '#platform/context';
import { oneAct } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { Round } from '#platform/database/round';
import {
  countFailure,
  deleteHeardFrom,
  emptyHeard,
  holdHeard,
  selectHeard,
  type HeardMessage,
} from '../data/heard.queries.ts';

/** Messages of one round; the rest comes with the next. */
const MOST = 200;

/**
 * Hands out what people wrote by Telegram and WhatsApp, the oldest first and each once: what `take` makes of it is written in the transaction that
 * takes it away here. One that fails stops no other and waits. Inside the house only.
 */
export async function takeHeard(
  ctx: Ctx,
  take: (trx: Tx, who: Ctx, message: HeardMessage) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const round = new Round(ctx, signal);
  await round.each(await selectHeard(ctx.db, MOST), async ({ id }) => {
    const who = oneAct(ctx);
    try {
      await ctx.db.transaction().execute(async (trx) => {
        const message = await holdHeard(trx, id);
        if (!message) return;
        await take(trx, who, message);
        await emptyHeard(trx, id, who.clock.now());
      });
    } catch (error) {
      await countFailure(ctx.db, id);
      throw error;
    }
  });
  round.end();
}

/** What waits from these numbers is forgotten: those of a member who is erased, and of nobody else. Inside the house only. */
export const forgetHeard = async (trx: Tx, phones: readonly string[]): Promise<void> => deleteHeardFrom(trx, phones);
