import { authorize, authorizeAnywhere, serves } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { getLibrary } from '#modules/ground/libraries';
import type { ChargeKind, PaymentMethod, PriceSource } from './client.ts';
import { balanceAfter } from './data/ledger.queries.ts';
import { findLine, selectPaid } from './data/lines.queries.ts';
import { chargeErrors } from './errors.ts';

export interface Receipt {
  id: number;
  /** A refund is money that the library gave back. */
  kind: 'payment' | 'refund';
  number: string;
  at: Date;
  /** Whole rupiah, more than 0. */
  amount: number;
  method: PaymentMethod;
  reference: string | null;
  /** Why money was given back. */
  reason: string | null;
  library: { id: number; code: string; name: string; address: string | null; phone: string | null; timeZone: string };
  member: { number: string; fullName: string; homeLibraryId: number };
  byName: string;
  /** What was paid for, the oldest charge first; `of` is the whole charge, `amount` what this payment gave. */
  paid: {
    chargeId: number;
    kind: ChargeKind;
    note: string | null;
    /** From where the price comes; null = not said. */
    priceSource: PriceSource | null;
    at: Date;
    amount: number;
    of: number;
  }[];
  /** What the member owed afterwards, whole rupiah. */
  balance: number;
}

/** A receipt as it was given. Needs `charges.read` at its library, or the member's own session. Throws `charges.receipt_not_found`. */
export async function getReceipt(ctx: Ctx, id: number): Promise<Receipt> {
  const own = ctx.actor.kind === 'member' ? ctx.actor.number : null;
  if (own === null) authorizeAnywhere(ctx, 'charges.read');
  const receipt = await receiptOf(ctx.db, id);
  // to a member the receipts of others do not exist
  if (own !== null && receipt.member.number !== own) throw chargeErrors.receiptNotFound();
  if (own === null) {
    authorize(ctx, 'charges.read', receipt.library.id);
    if (!serves(ctx.actor, 'charges.read', receipt.member.homeLibraryId)) throw chargeErrors.receiptNotFound();
  }
  return receipt;
}

/** The same inside a use case that has checked the permission. */
export async function receiptOf(db: Db | Tx, id: number): Promise<Receipt> {
  const line = await findLine(db, id);
  if (!line?.method || !line.receiptNumber) throw chargeErrors.receiptNotFound();
  const { code, name, address, phone, timeZone } = await getLibrary({ db }, line.libraryId);
  const paid = line.kind === 'payment' ? await selectPaid(db, id) : [];
  return {
    id,
    kind: line.kind === 'payment' ? 'payment' : 'refund',
    number: line.receiptNumber,
    at: line.at,
    amount: Math.abs(line.amount),
    method: line.method,
    reference: line.reference,
    reason: line.reason,
    library: { id: line.libraryId, code, name, address, phone, timeZone },
    member: { number: line.memberNumber, fullName: line.memberName, homeLibraryId: line.homeLibraryId },
    byName: line.byName,
    paid: paid.map(({ id: chargeId, toTreasury: _whose, ...line }) => ({ chargeId, ...line })),
    balance: await balanceAfter(db, line.memberId, id),
  };
}
