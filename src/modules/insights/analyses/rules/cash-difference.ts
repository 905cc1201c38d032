/** What is known of a cash day, whole rupiah. */
export interface CashDayFigures {
  /** null = the day is not closed. */
  opening: number | null;
  counted: number | null;
  /** Cash that came in by the lines, less what went out. */
  cash: number;
}
export interface CashDifference {
  state: 'agrees' | 'differs' | 'open';
  /** Cash that should have been in the drawer; null = the day is not closed, so nobody says what it began with. */
  expected: number | null;
  /** Counted less expected. */
  difference: number | null;
}

/** The drawer beside the lines. */
export function cashDifference({ opening, counted, cash }: CashDayFigures): CashDifference {
  if (opening === null || counted === null) return { state: 'open', expected: null, difference: null };
  const expected = opening + cash;
  return { state: counted === expected ? 'agrees' : 'differs', expected, difference: counted - expected };
}
