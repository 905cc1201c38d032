/** From where a price comes: the copy, the default price, a fixed amount of the rules, whoever writes the bill. */
export type PriceSource = 'copy' | 'default' | 'rule' | 'desk';

export interface Price {
  /** Whole rupiah, more than 0. */
  amount: number;
  source: PriceSource;
}

/**
 * What a copy costs: its own price, else the default price. A price of 0 is not known: gifts and old records carry it.
 * @returns null when neither is known
 */
export function priceOf(price: number | null, defaultPrice: number): Price | null {
  if (price !== null && price > 0) return { amount: price, source: 'copy' };
  return defaultPrice > 0 ? { amount: defaultPrice, source: 'default' } : null;
}

/** An amount less so many percent, in whole rupiah; half a rupiah is the member's. */
export const lessPercent = (amount: number, percent: number): number => amount - Math.round((amount * percent) / 100);
