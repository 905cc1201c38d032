/** What pages may know about charges: types and fixed lists, safe for the browser. */

/** What makes a member owe. */
export const CHARGE_KINDS = ['fine', 'lost_item', 'processing', 'rental', 'damage', 'other'] as const;
export type ChargeKind = (typeof CHARGE_KINDS)[number];

export const isChargeKind = (kind: string): kind is ChargeKind => CHARGE_KINDS.some((known) => known === kind);

/** What lowers a debt: paid, paid to the system from which the library moved in, forgiven, given up, or never owed in the first place. */
export const CREDIT_KINDS = ['payment', 'paid_before', 'waive', 'write_off', 'correction'] as const;
export type CreditKind = (typeof CREDIT_KINDS)[number];

/** A refund gives back money that was paid for what turned out not to be owed; a void takes a payment back that was booked by mistake. */
export type LineKind = ChargeKind | CreditKind | 'refund' | 'void';

/** Money that changed hands: each has a receipt, and stands in the cash of a day. */
export const MONEY_KINDS = ['payment', 'refund', 'void'] as const;
export type MoneyKind = (typeof MONEY_KINDS)[number];

export const PAYMENT_METHODS = ['cash', 'qris'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

/** Above this an amount is a slip of the finger: a hundred million rupiah. */
export const MOST_CHARGE = 100_000_000;

/**
 * From where the price on a line comes: the copy's own price, the default price of the rules for a copy whose price is not known, a fixed
 * amount of the rules, or whoever wrote the bill.
 */
export const PRICE_SOURCES = ['copy', 'default', 'rule', 'desk'] as const;
export type PriceSource = (typeof PRICE_SOURCES)[number];
