export interface FineRule {
  /** Whole rupiah per late day; 0 = no money. */
  finePerDay: number;
  /** Whole rupiah; null = no cap. */
  fineCap: number | null;
  /** Up to this many late days nothing is owed; from the next day on, all late days count. */
  graceDays: number;
}

/** Fine in whole rupiah. Source: the loan policy that ruled when the item was lent. */
export function computeFine(lateDays: number, rule: FineRule): number {
  if (lateDays <= rule.graceDays) return 0;
  const fine = lateDays * rule.finePerDay;
  return rule.fineCap === null ? fine : Math.min(fine, rule.fineCap);
}
