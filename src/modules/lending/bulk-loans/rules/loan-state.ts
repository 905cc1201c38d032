/** How many copies of a bulk loan are where, and whether any box has left. */
export interface LoanFacts {
  boxesGone: number;
  packed: number;
  away: number;
  ended: number;
}

/**
 * Where a bulk loan stands, from its copies alone: packing → open → partly returned → closed. While a box waits to follow (an
 * exchange), it is not closed.
 */
export function loanState({
  boxesGone,
  packed,
  away,
  ended,
}: LoanFacts): 'packing' | 'open' | 'partly_returned' | 'closed' {
  if (boxesGone === 0) return 'packing';
  if (away === 0 && packed === 0) return 'closed';
  return ended > 0 ? 'partly_returned' : 'open';
}
