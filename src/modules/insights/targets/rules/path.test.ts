import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '#shared/dates';
import { pathOf, standingOf } from './path.ts';

const dayOf = (year: number, nth: number): string => addDays(`${year}-01-01`, nth);

test('where nothing is known of the year before, a year goes by its days', () => {
  const path = pathOf(2026, null);
  expect(path.by).toBe('days');
  expect(path.shareBy('2025-12-31')).toBe(0);
  expect(path.shareBy('2026-01-01')).toBeCloseTo(1 / 365);
  expect(path.shareBy('2026-12-31')).toBe(1);
  expect(path.shareBy('2027-03-01')).toBe(1);
  expect(pathOf(2026, [{ day: '2025-05-01', n: 99 }]).by).toBe('days');
});

test('a year goes as the one before went: who lends most after the holidays is not behind before them', () => {
  const path = pathOf(2026, [
    { day: '2025-08-01', n: 150 },
    { day: '2025-02-10', n: 50 },
  ]);
  expect(path.by).toBe('last_year');
  expect(path.shareBy('2026-02-09')).toBe(0);
  expect(path.shareBy('2026-02-10')).toBe(0.25);
  expect(path.shareBy('2026-07-31')).toBe(0.25);
  expect(path.shareBy('2026-08-01')).toBe(1);
});

test('29 February stands with the 28th, and the last day with the last', () => {
  const path = pathOf(2028, [
    { day: '2027-02-28', n: 100 },
    { day: '2027-12-31', n: 100 },
  ]);
  expect(path.shareBy('2028-02-28')).toBe(0.5);
  expect(path.shareBy('2028-02-29')).toBe(0.5);
  expect(path.shareBy('2028-12-30')).toBe(0.5);
  expect(path.shareBy('2028-12-31')).toBe(1);
  const after = pathOf(2029, [{ day: '2028-12-31', n: 100 }]);
  expect(after.shareBy('2029-12-31')).toBe(1);
});

test('a path never goes back, and ends at the goal', () => {
  const counts = fc.array(fc.record({ day: fc.integer({ min: 0, max: 364 }), n: fc.integer({ min: 0, max: 500 }) }));
  fc.assert(
    fc.property(counts, fc.integer({ min: -10, max: 380 }), fc.integer({ min: 0, max: 50 }), (days, at, more) => {
      const path = pathOf(
        2026,
        days.map(({ day, n }) => ({ day: dayOf(2025, day), n })),
      );
      expect(path.shareBy(dayOf(2026, at))).toBeLessThanOrEqual(path.shareBy(dayOf(2026, at + more)));
      expect(path.shareBy('2026-12-31')).toBe(1);
      expect(path.shareBy('2025-12-31')).toBe(0);
    }),
  );
});

test('what is said of a goal', () => {
  expect(standingOf(120, 90)).toBe('reached');
  expect(standingOf(98, 90)).toBe('ahead');
  expect(standingOf(89, 90)).toBe('on');
  expect(standingOf(88, 90)).toBe('behind');
  expect(standingOf(80, 90)).toBe('behind');
  expect(standingOf(79, 90)).toBe('far');
});
