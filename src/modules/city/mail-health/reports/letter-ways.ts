import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import type { Secrets } from '#platform/rights/secrets';

/** A letter to one address that we have sent. */
export interface SentLetter {
  mailingId: number;
  deliveryId: number;
  /** In small letters. */
  email: string;
}

/** How letters are found by what comes back of them, and addresses stopped: by the modules that send letters and know who wants them. */
export interface LetterWays {
  /** @param messageId without brackets; only one that we have made ourselves finds anything */
  letterOf(db: Db | Tx, secrets: Secrets, messageId: string): Promise<SentLetter | null>;
  /** @returns false: the address had been stopped before, or wants no letters */
  stopAddress(
    trx: Tx,
    ctx: Ctx,
    stopped: { email: string; why: 'bounced' | 'complained'; detail: string },
  ): Promise<boolean>;
}
