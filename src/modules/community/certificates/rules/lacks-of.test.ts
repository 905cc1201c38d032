import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysInWords } from './days-in-words.ts';
import { lacksOf, percentOf } from './lacks-of.ts';

const rule = { minAttendance: 80, needsTests: true, needsPlan: true };
const all = { attendance: 100, tests: 2, testsAnswered: 2, plan: true };

describe('who gets a certificate', () => {
  test('whoever was there, answered the tests and handed in a plan lacks nothing', () => {
    expect(lacksOf(rule, all)).toEqual([]);
    expect(lacksOf(rule, { ...all, attendance: 80 })).toEqual([]);
  });
  test('each thing that is missing is named', () => {
    expect(lacksOf(rule, { attendance: 79, tests: 2, testsAnswered: 1, plan: false })).toEqual([
      'attendance',
      'tests',
      'plan',
    ]);
  });
  test('what the rule does not ask for is not missed, and a programme without tests asks for none', () => {
    const little = { attendance: 0, tests: 2, testsAnswered: 0, plan: false };
    expect(lacksOf({ minAttendance: 0, needsTests: false, needsPlan: false }, little)).toEqual([]);
    expect(lacksOf(rule, { ...all, tests: 0, testsAnswered: 0 })).toEqual([]);
  });
  test('4 of 5 lesson hours are 80 percent, and never a hair less', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 60 }), (of, seen) => {
        const part = Math.min(seen, of);
        expect(percentOf(part / of)).toBe(Number((BigInt(part) * 100n) / BigInt(of)));
      }),
    );
  });
});

test('days are said as on paper', () => {
  expect(daysInWords('2026-11-26', '2026-11-26')).toBe('26 November 2026');
  expect(daysInWords('2026-11-26', '2026-11-27')).toBe('26–27 November 2026');
  expect(daysInWords('2026-11-30', '2026-12-01')).toBe('30 November 2026–1 Desember 2026');
});
