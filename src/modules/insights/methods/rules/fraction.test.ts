import fc from 'fast-check';
import { expect, test } from 'vitest';
import '../../../../../tests/support/properties.ts';
import { decimal, isBelow, minus, over, plus, rounded, times, whole } from './fraction.ts';

test('a half goes upwards, where binary fractions would miss it', () => {
  // 30.1 × 0.11 × 25 is 82.775, of which doubles make 82.77499999999999
  expect(rounded(times(times(decimal('30.1'), decimal('0.11')), whole(25)), 2)).toBe('82.78');
  expect([rounded(decimal('0.5'), 0), rounded(decimal('-0.5'), 0), rounded(decimal('-0.51'), 0)]).toEqual([
    '1',
    '0',
    '-1',
  ]);
  expect(rounded(decimal('0.004'), 2)).toBe('0.00');
});

test('nothing is divided by zero, and a negative divisor keeps its sign in front', () => {
  expect(over(whole(3), whole(0))).toBeNull();
  expect(over(whole(3), whole(-2))).toEqual({ n: -3n, d: 2n });
});

test('what is no decimal is none', () => {
  for (const text of ['', 'NaN', '1e9', '1,5', '.5', '5.', 'Infinity', ' 1']) {
    expect(() => decimal(text), text).toThrow('not a decimal');
  }
});

const number = fc.record({ n: fc.bigInt(-(10n ** 12n), 10n ** 12n), d: fc.bigInt(1n, 10n ** 6n) });
test('whatever is rounded lies within half a unit of what it was', () => {
  fc.assert(
    fc.property(number, fc.integer({ min: 0, max: 6 }), (value, decimals) => {
      const off = minus(decimal(rounded(value, decimals)), value);
      const half = { n: 1n, d: 2n * 10n ** BigInt(decimals) };
      expect(isBelow(half, off)).toBe(false);
      expect(isBelow(off, minus(whole(0), half))).toBe(false);
    }),
  );
});

test('to add and to take away again, to multiply and to divide again, changes nothing', () => {
  fc.assert(
    fc.property(number, number, (a, b) => {
      const same = minus(plus(a, b), b);
      expect(same.n * a.d).toBe(a.n * same.d);
      const again = over(times(a, b), b);
      if (b.n === 0n) expect(again).toBeNull();
      else expect((again?.n ?? 0n) * a.d).toBe(a.n * (again?.d ?? 0n));
    }),
  );
});
