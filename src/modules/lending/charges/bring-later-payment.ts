import { recordAudit } from '#modules/ground/audit';
import { lockMembersById } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { insertBroughtLines, selectLineOwner, selectOpenPartsOf } from './data/brought-money.queries.ts';
import { insertAllocations } from './data/ledger.queries.ts';

/** What was paid to the other system for a charge of its after that had come. */
export interface LaterPayment {
  /** The charge. */
  lineId: number;
  /** Whole rupiah, more than 0. */
  amount: number;
  at: Date;
}

async function isStillOwed(db: Db | Tx, memberId: number, { lineId, amount }: LaterPayment): Promise<boolean> {
  const parts = await selectOpenPartsOf(db, [memberId]);
  return parts.some(({ id, left }) => id === lineId && left >= amount);
}

/** Would {@link bringLaterPayment} book it? */
export async function foreseeLaterPayment(db: Db, payment: LaterPayment): Promise<boolean> {
  const owner = await selectLineOwner(db, payment.lineId);
  return owner !== undefined && isStillOwed(db, owner.memberId, payment);
}

/**
 * Books a payment that another system took after its charge had come here: no money of a till here, like all that is brought. In the caller's
 * transaction; the caller has checked the permission.
 * @returns the line; null where so much is not owed for it any more: somebody here has taken money for it, or let it go
 */
export async function bringLaterPayment(trx: Tx, ctx: Ctx, payment: LaterPayment, by: string): Promise<number | null> {
  const owner = await selectLineOwner(trx, payment.lineId);
  if (!owner || !(await lockMembersById(trx, [owner.memberId])).has(owner.memberId)) return null;
  if (!(await isStillOwed(trx, owner.memberId, payment))) return null;
  const { lineId, amount, at } = payment;
  const line = { ...owner, kind: 'paid_before' as const, amount: -amount, note: null, at, toTreasury: false };
  const [creditLineId = 0] = await insertBroughtLines(trx, [line], by);
  await insertAllocations(trx, [{ creditLineId, chargeLineId: lineId, amount }]);
  await recordAudit(trx, ctx, {
    action: 'charge.brought',
    entity: 'member',
    entityId: owner.memberId,
    subjectId: owner.memberId,
    libraryId: owner.libraryId,
    after: { lines: 1, total: -amount },
  });
  return creditLineId;
}
