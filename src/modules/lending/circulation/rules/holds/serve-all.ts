/** Somebody who waits, with the copies that would do. */
export interface Wanting {
  id: number;
  copies: readonly number[];
}

/** Can everybody have a copy, each another one? Who has taken one moves on to another that would do, if that makes room. */
export function servesAll(waiting: readonly Wanting[]): boolean {
  const takenBy = new Map<number, Wanting>();
  const seat = (one: Wanting, tried: Set<number>): boolean =>
    one.copies.some((copy) => {
      if (tried.has(copy)) return false;
      tried.add(copy);
      const sitting = takenBy.get(copy);
      if (sitting !== undefined && !seat(sitting, tried)) return false;
      takenBy.set(copy, one);
      return true;
    });
  return waiting.every((one) => seat(one, new Set()));
}
