import { z } from 'zod';
import { optionalText, requiredText } from '#platform/requests/parse-input';
import { CHARGE_KINDS, MOST_CHARGE, PAYMENT_METHODS } from './client.ts';

const amount = z.number('amount').int('amount').min(1, 'amount').max(MOST_CHARGE, 'amount');

export const chargeInput = z.object({
  kind: z.enum(CHARGE_KINDS),
  /** Whole rupiah. */
  amount,
  note: optionalText(200).optional(),
});
export type ChargeInput = z.input<typeof chargeInput>;

const moneyMoved = z.object({
  /** Whole rupiah. */
  amount,
  method: z.enum(PAYMENT_METHODS),
  /** The bank's reference; needed with QRIS. */
  reference: optionalText(60).optional(),
});
const withReference = (input: { method: string; reference?: string | null }): boolean =>
  input.method !== 'qris' || Boolean(input.reference);
const referenceNeeded = { message: 'required', path: ['reference'] };

export const paymentInput = moneyMoved.refine(withReference, referenceNeeded);
export type PaymentInput = z.input<typeof paymentInput>;

export const refundInput = moneyMoved.extend({ reason: requiredText(300) }).refine(withReference, referenceNeeded);
export type RefundInput = z.input<typeof refundInput>;

export const voidInput = z.object({ reason: requiredText(300) });
export type VoidInput = z.input<typeof voidInput>;

export const waiverInput = z.object({
  /** Whole rupiah; left out = all that is still owed of it. */
  amount: amount.optional(),
  reason: requiredText(300),
  /** true: given up as not collectable, rather than forgiven. */
  writeOff: z.boolean().optional(),
});
export type WaiverInput = z.input<typeof waiverInput>;

const money = z
  .number('amount')
  .int('amount')
  .min(0, 'amount')
  .max(MOST_CHARGE * 10, 'amount');
export const closingInput = z.object({
  /** Cash found in the drawer, whole rupiah. */
  counted: money,
  /** Of that, handed in for the treasury of the city; the rest opens the next day. */
  deposited: money,
  /** Number of the deposit slip (STS). */
  depositReference: optionalText(60).optional(),
  /** Needed when what was counted is not what should be there. */
  note: optionalText(300).optional(),
});
export type ClosingInput = z.input<typeof closingInput>;
