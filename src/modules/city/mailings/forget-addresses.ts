import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { Services } from '#platform/services';
import { emptyMailing, forgetAddresses, selectToForget } from './data/forgetting.queries.ts';
import { lockMailing } from './data/mailings.queries.ts';
import { ADDRESS_DAYS } from './rules/terms.ts';

/** Takes an address out of every mailing, in the transaction of an erasure; what still waits for it is not sent. @returns how many mails */
export const forgetAddress = async (trx: Tx, ctx: Pick<Ctx, 'clock'>, email: string): Promise<number> =>
  forgetAddresses(trx, email, ctx.clock.now());

/** Takes the addresses out of mailings that ended long ago: what they counted stays. @returns how many mailings */
export async function forgetOldAddresses({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<number> {
  const now = clock.now();
  const before = new Date(now.getTime() - ADDRESS_DAYS * 86_400_000);
  const old = await selectToForget(db, before);
  for (const id of old) {
    await db.transaction().execute(async (trx) => {
      const held = await lockMailing(trx, id);
      // somebody has just sent one of its mails again
      if (!held || held.state === 'sending' || held.state === 'paused') return;
      await emptyMailing(trx, id, now);
    });
  }
  return old.length;
}
