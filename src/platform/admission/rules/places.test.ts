import fc from 'fast-check';
import { expect, test } from 'vitest';
import '../../../../tests/support/properties.ts';
import { comeAgainAfter, isOver, LINES, mayEnter, mayWait, placesOf, RULES, SLOW, smoothed } from './places.ts';

const line = fc.constantFrom(...LINES);
const load = fc.record({ desks: fc.nat(50), delay: fc.double({ min: 0, max: 5_000, noNaN: true }) });
/** Of ten connections of the pool (src/entrypoints/boot.ts), those that may be held by others than desks. */
const THEIR_CONNECTIONS = 6;

test('all lines together are fewer than the connections that they may hold', () => {
  expect(LINES.reduce((sum, one) => sum + RULES[one].places, 0)).toBeLessThanOrEqual(THEIR_CONNECTIONS);
});

test('there is always a place, so nobody waits for ever; never more beside a desk than without one', () => {
  fc.assert(
    fc.property(line, load, (one, now) => {
      const rule = RULES[one];
      expect(mayEnter(rule, 0, now)).toBe(true);
      expect(placesOf(rule, now)).toBeLessThanOrEqual(placesOf(rule, { desks: 0, delay: 0 }));
      expect(mayEnter(rule, rule.places, now)).toBe(false);
    }),
  );
});

test('whoever may come in with many inside may come in with fewer; whoever may wait in a long line may in a short one', () => {
  fc.assert(
    fc.property(line, load, fc.nat(600), fc.nat(600), (one, now, a, b) => {
      const [few, many] = [Math.min(a, b), Math.max(a, b)];
      if (mayEnter(RULES[one], many, now)) expect(mayEnter(RULES[one], few, now)).toBe(true);
      if (mayWait(RULES[one], many, now)) expect(mayWait(RULES[one], few, now)).toBe(true);
    }),
  );
});

test('a slow process keeps a shorter line, which is never empty', () => {
  const [calm, slow] = [SLOW, SLOW + 1].map((delay) => ({ desks: 0, delay }));
  expect([calm, slow].map((now) => now && mayWait(RULES.reader, RULES.reader.waiting - 1, now))).toEqual([true, false]);
  for (const one of LINES) expect(mayWait(RULES[one], 0, { desks: 9, delay: 60_000 })).toBe(true);
});

test('one long computation is no slow process, some after each other are', () => {
  expect(smoothed(0, 600)).toBeLessThan(SLOW);
  expect([600, 600, 600].reduce(smoothed, 0)).toBeGreaterThan(SLOW);
  // a clock that went back says nothing
  expect(smoothed(100, -5_000)).toBeLessThan(100);
});

test('a time is over when it is over, and when the clock was set back', () => {
  expect([isOver(100, 199, 100), isOver(100, 200, 100), isOver(100, 99, 100)]).toEqual([false, true, true]);
});

test('the refused come again within some seconds, not all in the same', () => {
  const seconds = Array.from({ length: 60 }, (_, nth) => comeAgainAfter(nth));
  expect(Math.min(...seconds)).toBeGreaterThanOrEqual(1);
  expect(Math.max(...seconds)).toBeLessThanOrEqual(10);
  expect(new Set(seconds).size).toBeGreaterThan(4);
});
