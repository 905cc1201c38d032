import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COMPONENTS, missingComponents, TOLD_COMPONENTS, type Parts } from './components.ts';
import { keptPercent, lastMonths, standingOf } from './standing.ts';

test('a standard has the fourteen components of the law, and six of them are told', () => {
  expect(COMPONENTS).toHaveLength(14);
  expect(new Set(COMPONENTS).size).toBe(14);
  expect(TOLD_COMPONENTS).toHaveLength(6);
  expect(TOLD_COMPONENTS.filter((one) => !COMPONENTS.includes(one))).toEqual([]);
});

test('a component of which only blanks are said is missing', () => {
  const said = Object.fromEntries(COMPONENTS.map((one) => [one, 'Ada.']));
  const parts: Parts = { ...blank(), ...said, cost: ' \n ' };
  expect(missingComponents(parts)).toEqual(['cost']);
  expect(missingComponents(blank())).toHaveLength(14);
});
const blank = (): Parts => ({
  ...{ legal_basis: '', requirements: '', procedure: '', time: '', cost: '', product: '', facilities: '' },
  ...{ competence: '', supervision: '', complaints: '', staff_number: '', service_guarantee: '' },
  ...{ safety_guarantee: '', evaluation: '' },
});

test.each([
  [{ n: 100, kept: 95 }, 95, 'kept'],
  [{ n: 1000, kept: 949 }, 95, 'nearly'],
  [{ n: 100, kept: 92 }, 95, 'nearly'],
  [{ n: 1000, kept: 919 }, 95, 'missed'],
  [{ n: 10, kept: 0 }, 1, 'nearly'],
  [{ n: 9, kept: 9 }, 95, 'few'],
  [{ n: 0, kept: 0 }, 95, 'few'],
  [{ n: 100, kept: 100 }, null, 'unmeasured'],
  [null, 95, 'unmeasured'],
] as const)('%j of which %s percent were promised: %s', (count, target, standing) => {
  expect(standingOf(count, target)).toBe(standing);
});

test('what is told is never better than it was: 94.96 percent is not 95', () => {
  expect(keptPercent({ n: 10_000, kept: 9496 })).toBe(94.9);
  expect(keptPercent({ n: 3, kept: 3 })).toBeNull();
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 1e6 }), fc.nat(), fc.integer({ min: 1, max: 100 }), (n, some, target) => {
      const count = { n, kept: some % (n + 1) };
      const percent = keptPercent(count) ?? 0;
      expect(percent).toBeLessThanOrEqual((count.kept / n) * 100 + 1e-9);
      // the figure on the page and the word beside it agree
      if (standingOf(count, target) === 'kept') expect(percent).toBeGreaterThanOrEqual(target - 0.1);
      else expect(percent).toBeLessThan(target);
    }),
  );
});

test('three whole months are measured, whatever the day', () => {
  expect(lastMonths('2026-11-25')).toEqual({ from: '2026-08-01', to: '2026-10-31' });
  expect(lastMonths('2026-11-01')).toEqual({ from: '2026-08-01', to: '2026-10-31' });
  expect(lastMonths('2027-01-31')).toEqual({ from: '2026-10-01', to: '2026-12-31' });
  expect(lastMonths('2028-03-31')).toEqual({ from: '2027-12-01', to: '2028-02-29' });
});
