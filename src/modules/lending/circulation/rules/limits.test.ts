import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countedHold, holdLimitsReached, type CountedHold } from './holds/hold-limits.ts';
import { countedLoan, limitReached, loanLimitsReached, type CountedLoan } from './limits.ts';
import { NOTHING_SET, NO_LIMIT } from './policies/policy-values.ts';
import { resolvePolicy, type PolicyRule } from './policies/resolve-policy.ts';

const rule = (part: Partial<PolicyRule>): PolicyRule => ({
  ...NOTHING_SET,
  id: 0,
  libraryId: null,
  categoryId: null,
  itemType: null,
  ...part,
});
const policyAt = (rules: readonly PolicyRule[], libraryId: number, itemType: string) =>
  resolvePolicy(rules, { libraryId, categoryId: 1, itemType }).policy;

/** Borrows in this order as far as the limits let. @returns which of them were lent */
function lendInOrder(wanted: readonly CountedLoan[]): CountedLoan[] {
  const lent: CountedLoan[] = [];
  for (const loan of wanted) if (loanLimitsReached(loan, lent).length === 0) lent.push(loan);
  return lent;
}

describe('limits of loans', () => {
  test('limit 2 with a limit of 1 for one type: two loans in every order', () => {
    const rules = [rule({ maxLoans: 2 }), rule({ itemType: 'av', maxLoans: 1 })];
    const loan = (itemType: string) => countedLoan(policyAt(rules, 1, itemType), { onSite: false, itemType });
    const [book, other, film, film2] = [loan('umum'), loan('umum'), loan('av'), loan('av')];
    expect(lendInOrder([book, other, film])).toHaveLength(2);
    expect(lendInOrder([film, book, other])).toHaveLength(2);
    expect(lendInOrder([film, film2, book])).toHaveLength(2);
    expect(loanLimitsReached(film2, [film])).toEqual([{ scope: 'type', count: 1, max: 1 }]);
    expect(loanLimitsReached(film, [book, other])).toEqual([{ scope: 'all', count: 2, max: 2 }]);
  });

  test('the limit of a small library counts what stands under it, and a generous one counts that too', () => {
    // one from the small library and two from the main one, whichever comes first
    expect(limitReached(1, [3, 3])).toBeNull();
    expect(limitReached(3, [1, 3])).toBeNull();
    expect(limitReached(1, [3, 3, 3])).toEqual({ count: 3, max: 3 });
    expect(limitReached(1, [1])).toEqual({ count: 1, max: 1 });
    expect(limitReached(3, [1, 3, 3])).toEqual({ count: 3, max: 3 });
    expect(limitReached(null, [1, 1, 1])).toBeNull();
    expect(limitReached(2, [null, null, null])).toBeNull();
    expect(limitReached(0, [])).toEqual({ count: 0, max: 0 });
  });

  test('read in the library: counted among themselves, or with all the others', () => {
    const apart = [rule({ maxLoans: 1, maxOnSite: 1 })];
    const loan = (rules: readonly PolicyRule[], onSite: boolean) =>
      countedLoan(policyAt(rules, 1, 'umum'), { onSite, itemType: 'umum' });
    expect(lendInOrder([loan(apart, true), loan(apart, false)])).toHaveLength(2);
    expect(lendInOrder([loan(apart, true), loan(apart, true)])).toHaveLength(1);
    const together = [rule({ maxLoans: 1, onSiteApart: false })];
    expect(lendInOrder([loan(together, true), loan(together, false)])).toHaveLength(1);
  });

  const limit = fc.option(fc.oneof(fc.nat(4), fc.constant(NO_LIMIT)));
  const someRules = fc.uniqueArray(
    fc
      .record({
        libraryId: fc.option(fc.constantFrom(1, 2)),
        categoryId: fc.option(fc.constant(1)),
        itemType: fc.option(fc.constantFrom('umum', 'av')),
        maxLoans: limit,
        maxOnSite: limit,
        maxHolds: limit,
        maxHoldsPerBib: limit,
        maxHoldsPerDay: limit,
        onSiteApart: fc.option(fc.boolean()),
      })
      .map(rule),
    { selector: (r) => `${r.libraryId} ${r.categoryId} ${r.itemType}`, maxLength: 8 },
  );
  const wantedLoan = fc.record({
    libraryId: fc.constantFrom(1, 2, 3),
    itemType: fc.constantFrom('umum', 'av', 'anak'),
    onSite: fc.boolean(),
  });

  test('the order of borrowing makes no difference to which sets of loans are possible', () => {
    const shuffled = fc
      .array(wantedLoan, { maxLength: 7 })
      .chain((loans) => fc.tuple(fc.constant(loans), fc.shuffledSubarray(loans, { minLength: loans.length })));
    fc.assert(
      fc.property(someRules, shuffled, (rules, [first, second]) => {
        const counted = (loans: typeof first) =>
          loans.map((loan) => countedLoan(policyAt(rules, loan.libraryId, loan.itemType), loan));
        const possible = (loans: typeof first) => lendInOrder(counted(loans)).length === loans.length;
        expect(possible(second)).toBe(possible(first));
        // and whatever is lent on the way is possible on its own, in any order
        expect(lendInOrder(lendInOrder(counted(first)).toReversed())).toHaveLength(lendInOrder(counted(first)).length);
      }),
    );
  });

  test('nobody ever has more than the limits of a single library say', () => {
    fc.assert(
      fc.property(someRules, fc.array(wantedLoan, { maxLength: 9 }), (rules, wanted) => {
        const home = wanted.map((loan) => ({ ...loan, libraryId: 1, onSite: false }));
        const lent = lendInOrder(home.map((loan) => countedLoan(policyAt(rules, 1, loan.itemType), loan)));
        expect(lent.length).toBeLessThanOrEqual(policyAt(rules, 1, '').maxLoans ?? Infinity);
        for (const itemType of ['umum', 'av', 'anak']) {
          const ofType = policyAt(rules, 1, itemType).ofType.maxLoans ?? Infinity;
          expect(lent.filter((loan) => loan.itemType === itemType).length).toBeLessThanOrEqual(ofType);
        }
      }),
    );
  });

  const wantedHold = fc.record({
    libraryId: fc.constantFrom(1, 2),
    bibId: fc.constantFrom(1, 2, 3, 4),
    today: fc.boolean(),
  });
  /** Which kinds of copies a title has. */
  const KINDS: Record<number, readonly string[]> = { 1: ['umum'], 2: ['av'], 3: ['umum', 'av'], 4: [] };

  test('the order of placing holds makes no difference either', () => {
    const shuffled = fc
      .array(wantedHold, { maxLength: 6 })
      .chain((holds) => fc.tuple(fc.constant(holds), fc.shuffledSubarray(holds, { minLength: holds.length })));
    fc.assert(
      fc.property(someRules, shuffled, (rules, [first, second]) => {
        const counted = (hold: (typeof first)[number]): CountedHold =>
          countedHold({
            ...hold,
            running: true,
            policy: policyAt(rules, hold.libraryId, ''),
            kinds: (KINDS[hold.bibId] ?? []).map((itemType) => ({
              itemType,
              policy: policyAt(rules, hold.libraryId, itemType),
            })),
          });
        const possible = (holds: typeof first): boolean => {
          const placed: CountedHold[] = [];
          return holds
            .map(counted)
            .every((hold) => holdLimitsReached(hold, placed).length === 0 && placed.push(hold) > 0);
        };
        expect(possible(second)).toBe(possible(first));
      }),
    );
  });
});

describe('limits of holds', () => {
  const at = (rules: readonly PolicyRule[], bibId: number, itemTypes: readonly string[], today = true): CountedHold =>
    countedHold({
      bibId,
      running: true,
      today,
      policy: policyAt(rules, 1, ''),
      kinds: itemTypes.map((itemType) => ({ itemType, policy: policyAt(rules, 1, itemType) })),
    });
  const scopes = (rules: readonly PolicyRule[], wanted: CountedHold, ...others: CountedHold[]) =>
    holdLimitsReached(wanted, others).map(({ scope, max }) => `${scope} ${max}`);

  test('of everything and of a type each count', () => {
    const rules = [rule({ maxHolds: 2 }), rule({ itemType: 'av', maxHolds: 1 })];
    const [book, film] = [at(rules, 1, ['umum']), at(rules, 2, ['av'])];
    expect(scopes(rules, at(rules, 3, ['av']), film)).toEqual(['type 1']);
    expect(scopes(rules, at(rules, 3, ['umum']), film)).toEqual([]);
    expect(scopes(rules, at(rules, 3, ['av']), book, film)).toEqual(['all 2', 'type 1']);
  });

  test('a title of several kinds counts as of the kind that is limited least', () => {
    const rules = [
      rule({ maxHolds: 9 }),
      rule({ itemType: 'av', maxHolds: 1 }),
      rule({ itemType: 'anak', maxHolds: 2 }),
    ];
    expect(scopes(rules, at(rules, 3, ['av', 'anak']), at(rules, 1, ['av']))).toEqual([]);
    expect(scopes(rules, at(rules, 3, ['av', 'umum']), at(rules, 1, ['av']))).toEqual([]);
  });

  test('of a title, and of those placed today', () => {
    const rules = [rule({ maxHolds: 9, maxHoldsPerBib: 1, maxHoldsPerDay: 2 })];
    expect(scopes(rules, at(rules, 1, ['umum']), at(rules, 1, ['umum'], false))).toEqual(['title 1']);
    expect(scopes(rules, at(rules, 1, ['umum']), at(rules, 2, ['umum']), at(rules, 3, []))).toEqual(['day 2']);
    expect(scopes(rules, at(rules, 1, ['umum']), at(rules, 2, ['umum'], false), at(rules, 3, []))).toEqual([]);
  });
});
