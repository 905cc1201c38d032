import { authorizeAnywhere, serves } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { z } from 'zod';
import { decodeCursor, toPage } from '#platform/requests/http';
import { findMemberByNumber } from '#modules/people/members';
import type { LineKind, PaymentMethod, PriceSource } from './client.ts';
import { balanceOf } from './data/ledger.queries.ts';
import { selectLines, selectOwed, type LineRow } from './data/lines.queries.ts';
import { chargeErrors } from './errors.ts';

export interface ChargeLine {
  id: number;
  kind: LineKind;
  /** Whole rupiah; above 0 = the member owes more. */
  amount: number;
  /** Of a charge: still owed; of a credit: not used yet. Whole rupiah, 0 or more. */
  left: number;
  note: string | null;
  /** From where the price comes; null = it is not said. */
  priceSource: PriceSource | null;
  reason: string | null;
  at: Date;
  byName: string;
  library: { id: number; code: string; name: string; timeZone: string };
  /** The charge that a waiver, write-off or correction is about; of a void: the payment that it takes back. */
  ofLineId: number | null;
  /** Of a payment that was taken back: the line that did so. */
  voidedById: number | null;
  method: PaymentMethod | null;
  reference: string | null;
  receiptNumber: string | null;
  /** The money belongs to the treasury of the city (kas daerah). */
  toTreasury: boolean;
}

export interface Ledger {
  /** Whole rupiah; positive = the member owes, negative = has credit. Always the sum of all lines. */
  balance: number;
  /** Charges that are not settled, the oldest first: a payment goes to them in this order. */
  owed: ChargeLine[];
  /** All lines, the newest first. */
  data: ChargeLine[];
  next: string | null;
}

/**
 * What a member owes and how it came to that. Needs `charges.read`, or the member's own session.
 * Throws `charges.member_not_found`.
 */
export async function viewCharges(
  ctx: Ctx,
  memberNumber: string,
  page: { cursor?: string; limit?: number } = {},
): Promise<Ledger> {
  const own = ctx.actor.kind === 'member' && ctx.actor.number === memberNumber;
  if (!own) authorizeAnywhere(ctx, 'charges.read');
  const member = await findMemberByNumber(ctx.db, memberNumber);
  if (!member || !serves(ctx.actor, 'charges.read', member.homeLibraryId)) {
    throw chargeErrors.memberNotFound({ number: memberNumber });
  }
  const limit = page.limit ?? 50;
  const [beforeId = null] = decodeCursor(page.cursor, z.tuple([z.number()])) ?? [];
  const [balance, owed, rows] = await Promise.all([
    balanceOf(ctx.db, member.id),
    selectOwed(ctx.db, member.id),
    selectLines(ctx.db, member.id, { beforeId, limit: limit + 1 }),
  ]);
  const { data, next } = toPage(rows, limit, (row) => [row.id]);
  return { balance, owed: owed.map(chargeView), data: data.map(chargeView), next };
}

/** A line as people and machines see it. */
export const chargeView = (line: LineRow): ChargeLine => ({
  id: line.id,
  kind: line.kind,
  amount: line.amount,
  left: line.left,
  note: line.note,
  priceSource: line.priceSource,
  reason: line.reason,
  at: line.at,
  byName: line.byName,
  library: { id: line.libraryId, code: line.libraryCode, name: line.libraryName, timeZone: line.timeZone },
  ofLineId: line.ofLineId,
  voidedById: line.voidedById,
  method: line.method,
  reference: line.reference,
  receiptNumber: line.receiptNumber,
  toTreasury: line.toTreasury,
});
