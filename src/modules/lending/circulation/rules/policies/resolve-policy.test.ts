import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LIMIT_FIELDS, NOTHING_SET, NO_LIMIT, POLICY_FIELDS, SCOPED_FIELDS } from './policy-values.ts';
import { explainField, explainOfType, resolvePolicy, type PolicyRule } from './resolve-policy.ts';

let lastId = 0;
const rule = (part: Partial<PolicyRule>): PolicyRule => ({
  ...NOTHING_SET,
  libraryId: null,
  categoryId: null,
  itemType: null,
  id: ++lastId,
  ...part,
});
const LOAN = { libraryId: 1, categoryId: 1, itemType: 'anak' };

test('each value comes from the most specific rule that sets it; the rest is inherited', () => {
  const network = rule({ maxLoans: 2, loanLength: 7, maxRenewals: 1 });
  const children = rule({ itemType: 'anak', maxLoans: 3 });
  const gedog = rule({ libraryId: 1, loanLength: 14 });
  const { policy } = resolvePolicy([network, children, gedog], LOAN);
  expect(policy).toMatchObject({
    maxLoans: 2,
    ofType: { maxLoans: 3 },
    loanLength: 14,
    maxRenewals: 1,
    renewalLength: 14,
  });
});

test('precedence: more keys first; then library before category before item type', () => {
  const of = (libraryId: number | null, categoryId: number | null, itemType: string | null) =>
    rule({ libraryId, categoryId, itemType });
  const expected = [
    of(1, 1, 'anak'),
    of(1, 1, null),
    of(1, null, 'anak'),
    of(null, 1, 'anak'),
    of(1, null, null),
    of(null, 1, null),
    of(null, null, 'anak'),
    of(null, null, null),
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(expected, { minLength: expected.length }), (shuffled) => {
      expect(resolvePolicy(shuffled, LOAN).ordered.map((found) => found.id)).toEqual(expected.map((one) => one.id));
    }),
  );
});

test('zero means zero and is not inherited; an unset cap means no cap', () => {
  const rules = [rule({ finePerDay: 500, maxLoans: 2 }), rule({ categoryId: 1, finePerDay: 0, maxLoans: 0 })];
  expect(resolvePolicy(rules, LOAN).policy).toMatchObject({ finePerDay: 0, maxLoans: 0, fineCap: null });
});

test('a false is a decision, not an absence', () => {
  const rules = [
    rule({ itemType: 'anak', referenceOnly: true }),
    rule({ libraryId: 1, itemType: 'anak', referenceOnly: false }),
  ];
  expect(resolvePolicy(rules, LOAN).policy.referenceOnly).toBe(false);
});

test('rules for other libraries, categories and types never count', () => {
  const others = [
    rule({ libraryId: 2, maxLoans: 9 }),
    rule({ categoryId: 2, maxLoans: 9 }),
    rule({ itemType: 'av', maxLoans: 9 }),
  ];
  const { policy } = resolvePolicy([...others, rule({ maxLoans: 2 })], LOAN);
  expect(policy).toMatchObject({ maxLoans: 2, ofType: { maxLoans: null } });
});

test('the explanation names the rule that gave the value and what the others say; limits are explained for each scope', () => {
  const network = rule({ maxLoans: 2, maxRenewals: 1 });
  const category = rule({ categoryId: 1 });
  const gedog = rule({ libraryId: 1, itemType: 'anak', maxLoans: 3, maxRenewals: 2 });
  const ordered = resolvePolicy([network, category, gedog], LOAN).ordered;
  expect(explainField(ordered, 'maxRenewals')).toEqual({
    rule: gedog,
    value: 2,
    chain: [
      { rule: gedog, value: 2 },
      { rule: category, value: null },
      { rule: network, value: 1 },
    ],
  });
  expect(explainField(ordered, 'maxLoans')).toEqual({
    rule: network,
    value: 2,
    chain: [
      { rule: category, value: null },
      { rule: network, value: 2 },
    ],
  });
  expect(explainOfType(ordered, 'maxLoans')).toEqual({ rule: gedog, value: 3, chain: [{ rule: gedog, value: 3 }] });
  expect(explainOfType(ordered, 'maxHolds')).toMatchObject({ rule: null, value: null });
  expect(explainField(ordered, 'loanLength')).toMatchObject({ rule: null, value: 7 });
});

test('"no limit" is said, and differs from inheriting: a special rule lifts the limit of a general one, and sets it again', () => {
  const network = rule({ maxLoans: 2, fineCap: 5000, maxHolds: 0 });
  const children = rule({ categoryId: 1, maxLoans: NO_LIMIT, fineCap: NO_LIMIT });
  expect(resolvePolicy([network, children], LOAN).policy).toMatchObject({ maxLoans: null, fineCap: null, maxHolds: 0 });
  const gedog = rule({ libraryId: 1, categoryId: 1, maxLoans: 4 });
  expect(resolvePolicy([network, children, gedog], LOAN).policy).toMatchObject({ maxLoans: 4, fineCap: null });
  expect(explainField([children, network], 'maxLoans')).toMatchObject({ rule: children, value: null });
});

test('every limit can be said to be none; nobody saying anything leaves what the product does', () => {
  const silent = resolvePolicy([rule({})], LOAN).policy;
  expect(silent).toMatchObject({ maxLoans: 2, maxHolds: 5, fineCap: null, maxOnSite: null, maxSuspensionDays: null });
  for (const field of LIMIT_FIELDS) {
    expect([field, resolvePolicy([rule({ [field]: NO_LIMIT }), rule({ libraryId: 1 })], LOAN).policy[field]]).toEqual([
      field,
      null,
    ]);
    expect([field, resolvePolicy([rule({ [field]: 3 }), rule({ libraryId: 1 })], LOAN).policy[field]]).toEqual([
      field,
      3,
    ]);
  }
});

test('the explanation of every value agrees with the policy that is used', () => {
  const key = fc.option(fc.constant(1));
  const anyRule = fc
    .record({
      libraryId: key,
      categoryId: key,
      itemType: fc.option(fc.constant('anak')),
      mayBorrow: fc.option(fc.boolean()),
      maxLoans: fc.option(fc.oneof(fc.nat(9), fc.constant(NO_LIMIT))),
      loanLength: fc.option(fc.integer({ min: 1, max: 30 })),
      renewalLength: fc.option(fc.integer({ min: 1, max: 30 })),
      fineCap: fc.option(fc.oneof(fc.nat(9000), fc.constant(NO_LIMIT))),
    })
    .map(rule);
  const rules = fc.uniqueArray(anyRule, { selector: (r) => `${r.libraryId} ${r.categoryId} ${r.itemType}` });
  fc.assert(
    fc.property(rules, (some) => {
      const { policy, ordered } = resolvePolicy(some, LOAN);
      for (const field of POLICY_FIELDS) expect(explainField(ordered, field).value).toBe(policy[field]);
      for (const field of SCOPED_FIELDS) expect(explainOfType(ordered, field).value).toBe(policy.ofType[field]);
    }),
  );
});
