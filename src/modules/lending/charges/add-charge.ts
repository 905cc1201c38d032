import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { getSetting } from '#modules/ground/libraries';
import type { ChargeKind, PriceSource } from './client.ts';
import { insertLine } from './data/ledger.queries.ts';
import { doneBy, settle } from './ledger.ts';

export interface NewCharge {
  memberId: number;
  /** Whose rule or desk it is. */
  libraryId: number;
  loanId: number | null;
  kind: ChargeKind;
  /** Whole rupiah, more than 0. */
  amount: number;
  note: string | null;
  /** From where the price comes; left out = there is nothing to say of it. */
  priceSource?: PriceSource | null;
}

/**
 * Adds a charge in a transaction that is already open and holds the member's lock; the caller has checked the permission and
 * leaves the trace. Credit that the member still has pays for it at once.
 * @param clientKey the sender's own key: unique over all lines
 * @returns id of the line
 */
export async function charge(trx: Tx, ctx: Ctx, added: NewCharge, clientKey: string | null = null): Promise<number> {
  const treasuryKinds = await getSetting(trx, 'treasuryKinds');
  const toTreasury = treasuryKinds.includes(added.kind);
  const id = await insertLine(trx, { ...added, ...doneBy(ctx), toTreasury, clientKey });
  ctx.changes?.note('charge', id, null);
  await settle(trx, added.memberId);
  return id;
}
