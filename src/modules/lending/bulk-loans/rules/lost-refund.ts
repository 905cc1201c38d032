/** What comes back to an institution when a lost copy is found: nothing, what is still unpaid, or also what was paid. */
export type LostRefund = 'none' | 'unpaid' | 'all';

/** Which part of the charges is taken off; null = none of it. */
export const refundOf = (lostRefund: LostRefund | null): { paidToo: boolean } | null =>
  lostRefund === null || lostRefund === 'none' ? null : { paidToo: lostRefund === 'all' };
