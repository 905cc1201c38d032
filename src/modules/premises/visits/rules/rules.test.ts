import { describe, expect, test } from 'vitest';
import { periodsBetween } from './periods.ts';
import { ageGroupOn, nickname, tappedAs } from './visitor.ts';

describe('age groups', () => {
  test.each([
    ['2013-11-26', 'anak'],
    ['2013-11-25', 'remaja'],
    ['2008-11-26', 'remaja'],
    ['2008-11-25', 'dewasa'],
    ['1966-11-26', 'dewasa'],
    ['1966-11-25', 'lansia'],
  ] as const)('born on %s, a visitor of 25 November 2026 is counted as %s', (birthDate, group) => {
    expect(ageGroupOn(birthDate, '2026-11-25')).toBe(group);
  });

  test('without a birth date nothing is guessed', () => {
    expect(ageGroupOn(null, '2026-11-25')).toBeNull();
  });

  test('one tap says age and occupation', () => {
    expect(tappedAs('mahasiswa')).toEqual({ ageGroup: 'dewasa', occupation: 'mahasiswa' });
    expect(tappedAs('anak')).toEqual({ ageGroup: 'anak', occupation: null });
  });
});

test.each([
  ['Dimas Aji Nugroho', 'Dimas'],
  ['M. Dimas Aji', 'Dimas'],
  ['Hj. Siti Rahayu, S.Pd.', 'Siti'],
  ['Slamet', 'Slamet'],
  ['A. B.', 'A.'],
])('the door greets %s as %s', (fullName, called) => {
  expect(nickname(fullName)).toBe(called);
});

describe('periods', () => {
  test('every day, month, quarter and year of a time is named, also those without visitors', () => {
    expect(periodsBetween('2026-02-27', '2026-03-02', 'day')).toEqual([
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
      '2026-03-02',
    ]);
    expect(periodsBetween('2025-11-30', '2026-02-01', 'month')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(periodsBetween('2025-12-31', '2026-04-01', 'quarter')).toEqual(['2025-Q4', '2026-Q1', '2026-Q2']);
    expect(periodsBetween('2025-12-31', '2026-01-01', 'year')).toEqual(['2025', '2026']);
  });

  test('also of days beyond which years have five figures', () => {
    expect(periodsBetween('9999-12-31', '9999-12-31', 'day')).toEqual(['9999-12-31']);
    expect(periodsBetween('2026-01-02', '2026-01-01', 'day')).toEqual([]);
  });
});
