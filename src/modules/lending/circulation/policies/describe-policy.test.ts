import { expect, test } from 'vitest';
import { policyAbout, policyChoices, policyGroupLabel, policyLabel, policyValueInWords } from './describe-policy.ts';
import {
  BUILT_IN,
  NOTHING_SET,
  POLICY_FIELDS,
  POLICY_GROUPS,
  choicesOf,
  kindOf,
} from '../rules/policies/policy-values.ts';

test('every value belongs to one subject', () => {
  expect(POLICY_GROUPS.flatMap(({ fields }) => fields).toSorted()).toEqual([...POLICY_FIELDS].toSorted());
  expect([...POLICY_FIELDS].toSorted()).toEqual(Object.keys(BUILT_IN).toSorted());
  expect([...POLICY_FIELDS].toSorted()).toEqual(Object.keys(NOTHING_SET).toSorted());
});

test.each(['id', 'en'] as const)('every value, choice and subject has its words (%s)', (locale) => {
  const code = /^(field|about|choice|group)_/;
  for (const { group } of POLICY_GROUPS) expect(policyGroupLabel(group, locale)).not.toMatch(code);
  for (const field of POLICY_FIELDS) {
    expect(policyLabel(field, locale)).not.toMatch(code);
    expect(policyAbout(field, locale)).not.toMatch(code);
    expect(policyChoices(field, locale).filter(({ label }) => code.test(label))).toEqual([]);
  }
});

test('a value is said as money, as a choice, as yes or no, as a figure, or as no limit', () => {
  expect(policyValueInWords('finePerDay', 1500, 'id')).toBe('Rp1.500');
  expect(policyValueInWords('dueMode', 'push_open', 'id')).toBe('geser ke hari buka berikutnya');
  expect(policyValueInWords('autoRenewal', false, 'en')).toBe('no');
  expect(policyValueInWords('maxHolds', 0, 'id')).toBe('0');
  expect(policyValueInWords('fineCap', null, 'en')).toBe('no limit');
  expect(policyValueInWords('maxLoans', 'no_limit', 'id')).toBe('tanpa batas');
  expect(policyValueInWords('fineDiscount', 50, 'id')).toBe('50%');
});

test('what holds where no rule says anything is one of the choices', () => {
  const chosen = POLICY_FIELDS.filter((field) => kindOf(field) === 'choice');
  expect(chosen.length).toBeGreaterThan(10);
  for (const field of chosen) expect(choicesOf(field)).toContain(BUILT_IN[field]);
});
