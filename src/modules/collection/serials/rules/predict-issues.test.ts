import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '#shared/dates';
import { FREQUENCIES } from './frequency.ts';
import { MAX_ISSUES, predictIssues } from './predict-issues.ts';

const plain = { firstVolume: null, firstNumber: 1, numbersPerVolume: null };

test('a monthly that begins on the 31st comes on the last day of short months, and on the 31st again after them', () => {
  const issues = predictIssues({ frequency: 'monthly', startsOn: '2026-01-31', endsOn: '2026-05-31' }, plain);
  expect(issues.map(({ expectedOn }) => expectedOn)).toEqual([
    '2026-01-31',
    '2026-02-28',
    '2026-03-31',
    '2026-04-30',
    '2026-05-31',
  ]);
});

test('after the last number of a volume the next one begins with 1', () => {
  const numbering = { firstVolume: 12, firstNumber: 51, numbersPerVolume: 52 };
  const issues = predictIssues({ frequency: 'weekly', startsOn: '2026-12-20', endsOn: '2027-01-10' }, numbering);
  expect(issues.map(({ volume, number }) => [volume, number])).toEqual([
    [12, 51],
    [12, 52],
    [13, 1],
    [13, 2],
  ]);
});

test('issues come in their order within the time, and no number twice in a volume', () => {
  const numbering = fc
    .record({
      firstVolume: fc.option(fc.integer({ min: 1, max: 99 })),
      numbersPerVolume: fc.option(fc.integer({ min: 1, max: 60 })),
      place: fc.integer({ min: 0, max: 59 }),
    })
    .map(({ firstVolume, numbersPerVolume, place }) => ({
      firstVolume,
      numbersPerVolume,
      firstNumber: 1 + (numbersPerVolume === null ? place : place % numbersPerVolume),
    }));
  const time = fc.record({
    frequency: fc.constantFrom(...FREQUENCIES),
    startsOn: fc.integer({ min: 0, max: 800 }).map((days) => addDays('2025-01-01', days)),
    length: fc.integer({ min: 0, max: 1600 }),
  });
  fc.assert(
    fc.property(time, numbering, ({ frequency, startsOn, length }, counted) => {
      const endsOn = addDays(startsOn, length);
      const issues = predictIssues({ frequency, startsOn, endsOn }, counted);
      expect(issues[0]).toMatchObject({ expectedOn: startsOn, number: counted.firstNumber });
      expect(issues.length).toBeLessThanOrEqual(MAX_ISSUES);
      const days = issues.map(({ expectedOn }) => expectedOn);
      expect(days).toEqual([...new Set(days)].toSorted());
      expect(days.every((day) => day >= startsOn && day <= endsOn)).toBe(true);
      if (counted.numbersPerVolume === null || counted.firstVolume !== null) {
        expect(new Set(issues.map(({ volume, number }) => `${volume}/${number}`)).size).toBe(issues.length);
      }
    }),
    { numRuns: 60 },
  );
});
