/** Where an order is; the last two are ends by hand, with a reason. */
export const ORDER_STATUSES = ['draft', 'ordered', 'partly_received', 'received', 'closed', 'cancelled'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** An order that suppliers deliver to. */
export const isOpenOrder = (status: OrderStatus): boolean => status === 'ordered' || status === 'partly_received';

/** What an order is by what has come of it. */
export function stateOf(
  lines: readonly { copies: number; received: number }[],
): 'ordered' | 'partly_received' | 'received' {
  if (lines.every(({ copies, received }) => received === copies)) return 'received';
  return lines.some(({ received }) => received > 0) ? 'partly_received' : 'ordered';
}

/** Money of a budget, whole rupiah. */
export interface BudgetUse {
  amount: number;
  committed: number;
  spent: number;
  overrun: number;
}
export const remainingOf = ({ amount, committed, spent }: Omit<BudgetUse, 'overrun'>): number =>
  amount - committed - spent;

/**
 * A budget after a change, and by how much it is exceeded beyond what was confirmed before (0 = it covers all). What was confirmed holds for
 * what is needed: as money comes back, `overrun` shrinks with it.
 */
export function afterChange(
  budget: BudgetUse,
  change: { committed?: number; spent?: number },
): { committed: number; spent: number; overrun: number; exceeds: number } {
  const committed = budget.committed + (change.committed ?? 0);
  const spent = budget.spent + (change.spent ?? 0);
  const over = Math.max(0, committed + spent - budget.amount);
  return { committed, spent, overrun: over, exceeds: Math.max(0, over - budget.overrun) };
}
