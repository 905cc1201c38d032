/** A money line with what is left of it, whole rupiah, more than 0. */
export interface OpenPart {
  id: number;
  left: number;
}
export interface Allocation {
  creditLineId: number;
  chargeLineId: number;
  /** Whole rupiah, more than 0. */
  amount: number;
}

/**
 * Which credit pays for which charge: the oldest charge first, with the oldest credit first. Both lists are in their order
 * (oldest first); nothing is given out twice, and afterwards one of the two lists is used up.
 */
export function allocateOldestFirst(credits: readonly OpenPart[], charges: readonly OpenPart[]): Allocation[] {
  const allocations: Allocation[] = [];
  const purses = credits.map((credit) => ({ ...credit }));
  for (const charge of charges) {
    let left = charge.left;
    while (left > 0) {
      const purse = purses[0];
      if (!purse) return allocations;
      const amount = Math.min(left, purse.left);
      if (amount > 0) allocations.push({ creditLineId: purse.id, chargeLineId: charge.id, amount });
      left -= amount;
      purse.left -= amount;
      if (purse.left === 0) purses.shift();
    }
  }
  return allocations;
}
