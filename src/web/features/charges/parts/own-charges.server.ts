import { viewCharges } from '#modules/lending/charges';
import type { Ctx } from '#platform/context';
import { formatRupiah } from '#shared/money';
import { chargeRow, type ChargeRow } from './charge-rows.server.ts';

export interface OwnChargesView {
  owedText: string;
  creditText: string | null;
  owed: ChargeRow[];
  /** Payments, refunds and payments taken back, the newest first. */
  receipts: ChargeRow[];
}

/** The block "Tagihan" of the member's own page; null for who never had to do with money here. */
export async function ownCharges(ctx: Ctx, memberNumber: string): Promise<OwnChargesView | null> {
  const { balance, owed, data } = await viewCharges(ctx, memberNumber, { limit: 50 });
  if (data.length === 0) return null;
  const receipts = data.filter((line) => line.receiptNumber !== null);
  return {
    owedText: formatRupiah(Math.max(0, balance)),
    creditText: balance < 0 ? formatRupiah(-balance) : null,
    owed: owed.map((line) => chargeRow(line, ctx.locale)),
    receipts: receipts.map((line) => ({ ...chargeRow(line, ctx.locale), amount: formatRupiah(Math.abs(line.amount)) })),
  };
}
