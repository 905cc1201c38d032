import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isNumberPattern, numberScope, readNumber, renderNumber } from './number-pattern.ts';

const day = { date: '2026-11-25', values: { code: 'BLT', source: 'H' } };

test('a member number carries year, month and a counter that starts again each month', () => {
  expect(renderNumber('{YYYY}{MM}{seq:5}', day, 42)).toBe('20261100042');
  expect(numberScope('{YYYY}{MM}{seq:5}', day)).toBe('202611#');
  expect(renderNumber('{seq:5}/{source}/{code}/{YYYY}', day, 7)).toBe('00007/H/BLT/2026');
  expect(renderNumber('A{YY}-{seq}', day, 123)).toBe('A26-123');
});

test('a pattern without a counter, with two, or with unknown parts is refused', () => {
  expect(isNumberPattern('{YYYY}{seq:5}')).toBe(true);
  expect(isNumberPattern('{seq:5}/{code}', ['code'])).toBe(true);
  expect(isNumberPattern('{seq:5}/{code}')).toBe(false);
  expect(isNumberPattern('{YYYY}')).toBe(false);
  expect(isNumberPattern('{seq}{seq:3}')).toBe(false);
  expect(isNumberPattern('{seq:5')).toBe(false);
  expect(isNumberPattern('{seq:5} A')).toBe(false);
});

test('a number made by a pattern is read back to its counter and position', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('{YYYY}{MM}{seq:5}', '{seq:5}/{YYYY}', 'A.{YY}-{seq}', '{seq:5}/{source}/{code}/{YYYY}'),
      fc.integer({ min: 1, max: 999_999 }),
      (pattern, seq) => {
        expect(readNumber(pattern, renderNumber(pattern, day, seq))).toEqual({ scope: numberScope(pattern, day), seq });
      },
    ),
  );
  expect(readNumber('{YYYY}{MM}{seq:5}', 'ANGGOTA-1')).toBeNull();
});
