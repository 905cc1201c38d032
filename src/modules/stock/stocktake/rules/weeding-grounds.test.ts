import { expect, test } from 'vitest';
import { weedingGrounds, type WeedingFacts, type WeedingRules } from './weeding-grounds.ts';

const today = '2026-11-25';
const copy: WeedingFacts = {
  status: 'available',
  protected: false,
  year: 2000,
  acquiredOn: '2001-05-01',
  lastLoanOn: '2015-01-01',
  nthCopy: 1,
};
const none: WeedingRules = { olderThanYears: null, unusedYears: null, maxCopies: null, conditions: [], match: 'all' };

test('old and unused books are found; one that was lent lately, or is new here, stays', () => {
  const rules = { ...none, olderThanYears: 10, unusedYears: 5 };
  expect(weedingGrounds(copy, rules, today)).toEqual(['old', 'unused']);
  expect(weedingGrounds({ ...copy, lastLoanOn: '2021-11-25' }, rules, today)).toEqual([]);
  expect(weedingGrounds({ ...copy, lastLoanOn: '2021-11-24' }, rules, today)).toEqual(['old', 'unused']);
  expect(weedingGrounds({ ...copy, lastLoanOn: null }, rules, today)).toEqual(['old', 'unused']);
  expect(weedingGrounds({ ...copy, lastLoanOn: null, acquiredOn: '2024-01-01' }, rules, today)).toEqual([]);
  expect(weedingGrounds({ ...copy, year: null }, rules, today)).toEqual([]);
  expect(weedingGrounds({ ...copy, year: 2016 }, { ...none, olderThanYears: 10 }, today)).toEqual([]);
});

test('any of the rules is enough when that is asked; local and rare items never leave', () => {
  const rules: WeedingRules = { ...none, olderThanYears: 50, maxCopies: 2, conditions: ['damaged'], match: 'any' };
  expect(weedingGrounds(copy, rules, today)).toEqual([]);
  expect(weedingGrounds({ ...copy, nthCopy: 3 }, rules, today)).toEqual(['duplicate']);
  expect(weedingGrounds({ ...copy, nthCopy: 3, status: 'damaged' }, rules, today)).toEqual(['duplicate', 'condition']);
  expect(weedingGrounds({ ...copy, nthCopy: 9, status: 'damaged', protected: true }, rules, today)).toEqual([]);
  expect(weedingGrounds(copy, none, today)).toEqual([]);
  expect(weedingGrounds(copy, { ...none, unusedYears: 1 }, '2028-02-29')).toEqual(['unused']);
});
