import type { Policy, ScopedField } from './policies/policy-values.ts';

/** One of what a limit counts (a loan, a hold), by the limit that holds for it itself; null = none. */
export type OwnLimit = number | null;

export interface Reached {
  /** How many there are of what the limit counts … */
  count: number;
  /** … and how many there may be. */
  max: number;
}

/**
 * The limit that one more would break, or null. In one scope, what is counted may stand under different limits: a small library lends
 * one, the main library three. A limit counts what stands under it or under a stricter one; what a more generous rule allowed is no
 * burden on a stricter one, and all together never exceed the most generous. So the order in which they came makes no difference: a set
 * is possible exactly when for every limit no more stand under it, or under a stricter one, than it says.
 */
export function limitReached(own: OwnLimit, others: readonly OwnLimit[]): Reached | null {
  if (own === null) return null;
  const finite = others.filter((limit) => limit !== null);
  const looser = [...new Set(finite.filter((limit) => limit > own))].toSorted((a, b) => a - b);
  for (const max of [own, ...looser]) {
    const count = finite.filter((limit) => limit <= max).length;
    if (count >= max) return { count, max };
  }
  return null;
}

/** Everything that is counted, or only what is of the same item type. */
export type Scope = 'all' | 'type';

/** A loan as limits count it. */
export interface CountedLoan {
  /** Copies read in the library are counted among themselves where their policy says so. */
  apart: boolean;
  itemType: string;
  all: OwnLimit;
  ofType: OwnLimit;
}

/** A loan by its own policy: that of the library that lends it, of its member and of its item type. */
export function countedLoan(
  policy: Pick<Policy, 'onSiteApart' | 'maxLoans' | 'maxOnSite' | 'ofType'>,
  { onSite, itemType }: { onSite: boolean; itemType: string },
): CountedLoan {
  const apart = onSite && policy.onSiteApart;
  const field: ScopedField = apart ? 'maxOnSite' : 'maxLoans';
  return { apart, itemType, all: policy[field], ofType: policy.ofType[field] };
}

/** The limits that a loan would break, beside those that run: of all copies, and of copies of its type. */
export function loanLimitsReached(
  wanted: CountedLoan,
  running: readonly CountedLoan[],
): (Reached & { scope: Scope })[] {
  const counted = running.filter((loan) => loan.apart === wanted.apart);
  const all = limitReached(
    wanted.all,
    counted.map((loan) => loan.all),
  );
  const ofType = limitReached(
    wanted.ofType,
    counted.filter((loan) => loan.itemType === wanted.itemType).map((loan) => loan.ofType),
  );
  return [
    ...(all ? [{ scope: 'all' as const, ...all }] : []),
    ...(ofType ? [{ scope: 'type' as const, ...ofType }] : []),
  ];
}
