import { expect, test } from 'vitest';
import { costEach, percentOf } from './cost.ts';
import { changesEssentials, standingOf } from './standing.ts';
import { tellChain, tellPresent, toldSum } from './tell.ts';

const days = { fromOn: '2026-11-01', untilOn: '2026-11-30' };

test('what is approved runs by its days, and is over until somebody reports', () => {
  const on = (today: string) => standingOf({ state: 'approved', ...days }, today);
  expect(['2026-10-31', '2026-11-01', '2026-11-30', '2026-12-01'].map(on)).toEqual([
    ...['upcoming', 'running', 'running', 'over'],
  ]);
  expect(standingOf({ state: 'submitted', ...days }, '2026-12-01')).toBe('submitted');
  expect(standingOf({ state: 'reported', ...days }, '2026-11-15')).toBe('reported');
});

test('another goal, target, audience, time or budget is another campaign; its name is not', () => {
  const of = { goal: 'Anak membaca', measure: 'enrolled', target: 300, audience: '', budget: 0, ...days };
  expect(changesEssentials(of, { ...of })).toBe(false);
  expect(changesEssentials(of, { ...of, untilOn: '2026-12-01' })).toBe(true);
  expect(changesEssentials(of, { ...of, target: 301 })).toBe(true);
});

test('what is told of all is no less and no more than what can be reckoned from the parts that are told', () => {
  expect(toldSum([])).toBeNull();
  expect(toldSum([9])).toBeNull();
  expect(toldSum([12, 3])).toBe(12);
  expect(toldSum([12, 3, 4])).toBe(12);
  expect(toldSum([12, 6, 4])).toBe(22);
  expect(toldSum([6, 4])).toBe(10);
});

test('a chain is told as far as ten people went, whichever parts they are of', () => {
  const part = (enrolled: number, attended: number, withCard: number, firstLoans: number) => ({
    ...{ enrolled, attended, withCard, firstLoans },
  });
  expect(tellChain([part(40, 31, 22, 11), part(12, 9, 9, 9)])).toEqual({
    ...{ enrolled: 52, attended: 31, withCard: 22, firstLoans: 10 },
  });
  expect(tellChain([part(40, 31, 21, 12)])).toMatchObject({ withCard: 21, firstLoans: null });
  expect(tellChain([part(9, 9, 9, 9)])).toEqual(part0);
  expect(tellChain([])).toEqual(part0);
});
const part0 = { enrolled: null, attended: null, withCard: null, firstLoans: null };

test('who came at all is not told where a few came without a code', () => {
  expect(tellPresent([31], 25)).toBeNull();
  expect(tellPresent([31], 21)).toBe(31);
  expect(tellPresent([31, 4], 21)).toBe(31);
  expect(tellPresent([31], null)).toBe(31);
  expect(tellPresent([9], null)).toBeNull();
});

test('what one cost is said of those who are told alone, and a target is reached when it is', () => {
  expect(costEach(450_000, 40)).toBe(11_250);
  expect([costEach(450_000, null), costEach(450_000, 0), costEach(0, 40)]).toEqual([null, null, null]);
  expect([percentOf(299, 300), percentOf(300, 300), percentOf(null, 300)]).toEqual([99, 100, null]);
});
