import type { LoanTerms } from './loan-terms.ts';
import { lessPercent, priceOf, type Price, type PriceSource } from './price.ts';

export interface BillLine {
  kind: 'lost_item' | 'processing';
  /** Whole rupiah, more than 0. */
  amount: number;
  /** From where it comes. */
  source: PriceSource;
}

/**
 * What a lost copy costs by the terms of its loan.
 * @param price of the copy, whole rupiah; null or 0 = not known
 * @param said what the desk decided for the copy itself; null = the terms decide
 */
export function lostBill(
  terms: Pick<LoanTerms, 'lostCharge' | 'lostAtPrice' | 'defaultPrice' | 'processingCharge' | 'feeDiscount'>,
  price: number | null,
  said: number | null,
): BillLine[] {
  const fixed: Price = { amount: terms.lostCharge, source: 'rule' };
  const byTerms = (terms.lostAtPrice ? priceOf(price, terms.defaultPrice) : null) ?? fixed;
  const lost: Price = said === null ? byTerms : { amount: said, source: 'desk' };
  const lines: BillLine[] = [
    { kind: 'lost_item', ...lost },
    { kind: 'processing', amount: lessPercent(terms.processingCharge, terms.feeDiscount), source: 'rule' },
  ];
  return lines.filter((line) => line.amount > 0);
}

export const sumOf = (lines: readonly BillLine[]): number => lines.reduce((sum, line) => sum + line.amount, 0);
