import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalInField, hasHundredths, readDecimal, sumHundredths } from './decimal.ts';

test('six and a half hours are read as they are typed in either language', () => {
  expect(['6,5', '6.5', ' 6 ', '0,25', '1.250', '1,250', '1.250,5', '1,250.75'].map(readDecimal)).toEqual([
    6.5, 6.5, 6, 0.25, 1250, 1250, 1250.5, 1250.75,
  ]);
});

test('what is no such number is refused, not guessed', () => {
  const odd = ['', ',5', '6,', '6,555', '6,5,5', '1.25.000', '-3', '1e3', '٣', '0x10', 'NaN', 'Infinity', '6½', '6 5'];
  expect(odd.map((text) => [text, readDecimal(text)])).toEqual([
    ...odd.slice(0, 3).map((text) => [text, null]),
    // three figures after the sign are thousands
    ['6,555', 6555],
    ...odd.slice(4).map((text) => [text, null]),
  ]);
  expect(readDecimal('9'.repeat(200_000))).toBe(Infinity);
});

const hundredths = fc.integer({ min: 0, max: 1_000_000_00 }).map((value) => value / 100);

test('a number that stands in a field is read back as the same, in either language', () => {
  fc.assert(
    fc.property(hundredths, fc.constantFrom('id' as const, 'en' as const), (value, locale) => {
      expect(readDecimal(decimalInField(value, locale))).toBe(value);
      expect(hasHundredths(value)).toBe(true);
    }),
  );
});

test('a sum has two decimals at most, in whatever order', () => {
  expect(sumHundredths([0.1, 0.2])).toBe(0.3);
  expect(sumHundredths([])).toBe(0);
  fc.assert(
    fc.property(fc.array(hundredths, { maxLength: 50 }), (values) => {
      expect(hasHundredths(sumHundredths(values))).toBe(true);
      expect(sumHundredths(values.toReversed())).toBe(sumHundredths(values));
    }),
  );
});
