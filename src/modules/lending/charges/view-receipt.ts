import { authorize, authorizeAnywhere, serves } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { getLibrary } from '#modules/ground/libraries';
import type { ChargeKind, LineKind, MoneyKind, PaymentMethod, PriceSource } from './client.ts';
import { balanceAfter } from './data/ledger.queries.ts';
import { findLine, selectPaid, selectReopened } from './data/lines.queries.ts';
import { chargeErrors } from './errors.ts';

export interface Receipt {
  id: number;
  /** A refund is money that the library gave back; a void takes a payment back. */
  kind: MoneyKind;
  number: string;
  at: Date;
  /** Whole rupiah, more than 0. */
  amount: number;
  method: PaymentMethod;
  reference: string | null;
  /** Why money was given back, or a payment taken back. */
  reason: string | null;
  library: { id: number; code: string; name: string; address: string | null; phone: string | null; timeZone: string };
  member: { number: string; fullName: string; homeLibraryId: number };
  byName: string;
  /** What was paid for, the oldest charge first; `of` is the whole charge, `amount` what this payment gave. Of a void: what is open again. */
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
  /** Of a void: the payment that it takes back. */
  voids: { id: number; number: string } | null;
  /** Of a payment that was taken back: by which receipt, when, by whom and why. */
  voidedBy: { id: number; number: string; at: Date; byName: string; reason: string } | null;
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
  const kind = moneyKind(line.kind);
  const { ofLineId, ofReceiptNumber, voidedById, voidedByNumber, voidedAt, voidedByName, voidedReason } = line;
  return {
    id,
    kind,
    number: line.receiptNumber,
    at: line.at,
    amount: Math.abs(line.amount),
    method: line.method,
    reference: line.reference,
    reason: line.reason,
    library: { id: line.libraryId, code, name, address, phone, timeZone },
    member: { number: line.memberNumber, fullName: line.memberName, homeLibraryId: line.homeLibraryId },
    byName: line.byName,
    paid: (await partsOf(db, { kind, id, ofLineId })).map(({ id: chargeId, toTreasury: _whose, ...part }) => ({
      chargeId,
      ...part,
    })),
    balance: await balanceAfter(db, line.memberId, id),
    voids: ofLineId !== null && ofReceiptNumber !== null ? { id: ofLineId, number: ofReceiptNumber } : null,
    voidedBy:
      voidedById !== null && voidedByNumber !== null && voidedAt !== null
        ? {
            ...{ id: voidedById, number: voidedByNumber, at: voidedAt },
            ...{ byName: voidedByName ?? '', reason: voidedReason ?? '' },
          }
        : null,
  };
}

/** What changed hands has a method and a number; of other kinds there is no receipt. */
const moneyKind = (kind: LineKind): MoneyKind => (kind === 'payment' || kind === 'void' ? kind : 'refund');

async function partsOf(db: Db | Tx, line: { kind: MoneyKind; id: number; ofLineId: number | null }) {
  if (line.kind === 'payment') return selectPaid(db, line.id);
  return line.kind === 'void' && line.ofLineId !== null ? selectReopened(db, line.ofLineId) : [];
}
