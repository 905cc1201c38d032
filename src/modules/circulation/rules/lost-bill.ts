import type { LoanTerms } from './loan-terms.ts';

export interface BillLine {
  kind: 'lost_item' | 'processing';
  /** Whole rupiah, more than 0. */
  amount: number;
}

/**
 * What a lost copy costs by the terms of its loan.
 * @param price of the copy, whole rupiah; null = not known
 * @param said what the desk decided for the copy itself; null = the terms decide
 */
export function lostBill(
  terms: Pick<LoanTerms, 'lostCharge' | 'lostAtPrice' | 'processingCharge'>,
  price: number | null,
  said: number | null,
): BillLine[] {
  const byTerms = terms.lostAtPrice && price !== null ? price : terms.lostCharge;
  const lines: BillLine[] = [
    { kind: 'lost_item', amount: said ?? byTerms },
    { kind: 'processing', amount: terms.processingCharge },
  ];
  return lines.filter((line) => line.amount > 0);
}

export const sumOf = (lines: readonly BillLine[]): number => lines.reduce((sum, line) => sum + line.amount, 0);
