import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, isoWeekday } from '#shared/dates';
import { farFromUsual, usualOf, WEEKS } from './far-from-usual.ts';
import { askedFrom, judgedFrom, oddDaysOf, type DaysOf } from './odd-days-of.ts';

const figures = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: WEEKS });
const times = (n: number, count: number): number[] => Array.from({ length: count }, () => n);
const farDays = (weeks: (number | null)[]) => farFromUsual(weeks).map(({ at, usual }) => [at, usual]);

describe('what is usual', () => {
  test('is the middle, and one more day of any figure leaves it within the range of the others', () => {
    fc.assert(
      fc.property(figures, fc.integer({ min: 0, max: 1e9 }), (others, outlier) => {
        const { usual } = usualOf([...others, outlier]);
        // of a single other day the middle lies between both
        fc.pre(others.length > 1);
        expect(usual).toBeGreaterThanOrEqual(Math.min(...others));
        expect(usual).toBeLessThanOrEqual(Math.max(...others));
      }),
    );
  });
  test('moves with its figures, and their spread does not', () => {
    fc.assert(
      fc.property(figures, fc.integer({ min: 0, max: 5000 }), (days, more) => {
        const [before, after] = [usualOf(days), usualOf(days.map((n) => n + more))];
        expect(after.usual).toBe(before.usual + more);
        expect(after.spread).toBe(before.spread);
      }),
    );
  });
  test('does not depend on the order of the weeks', () => {
    fc.assert(
      fc.property(figures, (days) => {
        expect(usualOf(days.toReversed())).toEqual(usualOf(days));
      }),
    );
  });
});

describe('a day is far from its usual', () => {
  test('when many come, or few, where about as many come every week', () => {
    expect(farDays([78, 82, 80, 81, 79, 80, 12])).toEqual([[6, 80]]);
    expect(farDays([78, 82, 80, 81, 79, 80, 300])).toEqual([[6, 80]]);
    expect(farDays([78, 82, 80, 81, 79, 80, 95])).toEqual([]);
  });
  test('not by a handful, however even the weeks were', () => {
    expect(farDays([4, 4, 4, 4, 4, 4, 9])).toEqual([]);
    expect(farDays([4, 4, 4, 4, 4, 4, 10])).toEqual([[6, 4]]);
  });
  test('not by less than half of what is usual', () => {
    expect(farDays([100, 100, 100, 100, 100, 100, 150])).toEqual([]);
    expect(farDays([100, 100, 100, 100, 100, 100, 151])).toEqual([[6, 100]]);
  });
  test('not where it is different every week', () => {
    expect(farDays([10, 90, 30, 160, 60, 120, 5])).toEqual([]);
  });
  test('when nobody at all came where somebody always came, and not where nobody came before either', () => {
    const uneven = [10, 90, 30, 160, 60, 120];
    expect(farDays([...uneven, 0])).toEqual([[6, 75]]);
    expect(farDays([0, ...uneven, 0])).toEqual([]);
  });
  test('only where six days are known, in sixteen weeks', () => {
    expect(farDays([80, 80, 80, 80, 80, 500])).toEqual([]);
    expect(farDays([80, 80, null, 80, 80, null, 80, 500])).toEqual([]);
    expect(farDays([...times(80, 6), ...Array.from({ length: WEEKS }, () => null), 500])).toEqual([]);
  });
  test('and one such day makes no other day odd, nor hides the next one', () => {
    expect(farDays([...times(80, 6), 900, 80, 81, 900])).toEqual([
      [6, 80],
      [9, 80],
    ]);
  });
  test('never where every week has the same figure, whatever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 1, max: 60 }), (n, count) => {
        expect(farFromUsual(times(n, count))).toEqual([]);
      }),
    );
  });
  test('whatever comes after it', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(500)), { maxLength: 40 }), fc.nat(39), (weeks, until) => {
        expect(farFromUsual(weeks.slice(0, until))).toEqual(farFromUsual(weeks).filter(({ at }) => at < until));
      }),
    );
  });
});

describe('days of a library', () => {
  /** Mondays to Fridays, fifty people a day but on the days that are named. */
  const library = (more: Partial<DaysOf> & { other?: Record<string, number> } = {}): DaysOf => {
    const { other = {}, ...rest } = more;
    const figures = new Map<string, number>();
    for (let day = '2025-06-02'; day <= '2026-11-24'; day = addDays(day, 1))
      if (isoWeekday(day) <= 5) figures.set(day, 50);
    for (const [day, n] of Object.entries(other)) {
      if (n === 0) figures.delete(day);
      else figures.set(day, n);
    }
    return {
      figures,
      isOpen: (day) => isoWeekday(day) <= 5,
      hoursKnown: true,
      since: (weekday) => (weekday <= 5 ? '2025-06-02' : undefined),
      ...rest,
    };
  };
  const span = { from: '2026-01-01', to: '2026-11-24' };
  const odd = (of: DaysOf, days = span) =>
    oddDaysOf(of, days)
      .map(({ day, n, usual }) => [day, n, usual])
      .toSorted();

  test('are compared with the same weekday, and a Sunday is not asked about', () => {
    expect(odd(library())).toEqual([]);
    expect(odd(library({ other: { '2026-11-24': 4, '2026-11-20': 200 } }))).toEqual([
      ['2026-11-20', 200, 50],
      ['2026-11-24', 4, 50],
    ]);
  });
  test('that were open without anybody are figures too; closed ones are none', () => {
    const silent = { other: { '2026-11-24': 0 } };
    expect(odd(library(silent))).toEqual([['2026-11-24', 0, 50]]);
    expect(odd(library({ ...silent, isOpen: (day) => day !== '2026-11-24' }))).toEqual([]);
  });
  test('say nothing by their silence where nobody entered its hours', () => {
    const bare = { hoursKnown: false, isOpen: () => true };
    expect(odd(library({ ...bare, other: { '2026-11-24': 0 } }))).toEqual([]);
    expect(odd(library({ ...bare, other: { '2026-11-24': 4 } }))).toEqual([['2026-11-24', 4, 50]]);
  });
  test('before anything was counted on that weekday are not known, however long it is counted on others', () => {
    const tuesdays = (weekday: number) => (weekday === 2 ? '2026-10-20' : '2025-06-02');
    expect(odd(library({ since: tuesdays, other: { '2026-11-24': 4 } }))).toEqual([]);
    expect(odd(library({ since: tuesdays, other: { '2026-11-23': 4 } }))).toEqual([['2026-11-23', 4, 50]]);
  });
  test('of the weeks before the first judged day say what is usual, and are not judged', () => {
    const of = library({ other: { '2025-12-30': 3, '2026-01-06': 3 } });
    expect(odd(of)).toEqual([['2026-01-06', 3, 50]]);
    expect(odd(of, { from: '2025-12-29', to: '2026-11-24' })).toHaveLength(2);
  });
});

test('a word is asked of this year, and until the end of March of the one before; that one is judged all year', () => {
  expect(['2026-01-01', '2026-03-31', '2026-04-01', '2026-12-31'].map(askedFrom)).toEqual([
    '2025-01-01',
    '2025-01-01',
    '2026-01-01',
    '2026-01-01',
  ]);
  expect(judgedFrom('2026-12-31')).toBe('2025-01-01');
});
