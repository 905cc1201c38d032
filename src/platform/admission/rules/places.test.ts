import fc from 'fast-check';
import { expect, test } from 'vitest';
import '../../../../tests/support/properties.ts';
import { comeAgainAfter, isOver, LINES, mayEnter, mayWait, RULES, SLOW, smoothed } from './places.ts';

const line = fc.constantFrom(...LINES);
const load = fc.record({ desks: fc.nat(50), delay: fc.double({ min: 0, max: 5_000, noNaN: true }) });
/** Of the twelve connections of the pool (src/entrypoints/boot.ts), those of readers and those of others than desks (others-share.ts). */
const CONNECTIONS = { readers: 6, others: 4 };
const calm = { desks: 0, delay: 0 };
const long = 60_000;

test('whoever is inside has a connection', () => {
  expect(RULES.reader.places).toBeLessThanOrEqual(CONNECTIONS.readers);
  expect(RULES.newcomer.places + RULES.act.places).toBeLessThanOrEqual(CONNECTIONS.others);
});

test('somebody comes in after a while whatever happens, and never more than there are places', () => {
  fc.assert(
    fc.property(line, load, fc.nat(10_000), (one, now, sinceLast) => {
      const rule = RULES[one];
      expect(mayEnter(rule, { inside: 0, sinceLast: rule.pauseBesideDesk }, now)).toBe(true);
      expect(mayEnter(rule, { inside: rule.places, sinceLast }, now)).toBe(false);
      // beside a desk nobody comes in who would not without one
      const beside = mayEnter(rule, { inside: 0, sinceLast }, { ...now, desks: 1 });
      if (beside) expect(mayEnter(rule, { inside: 0, sinceLast }, calm)).toBe(true);
    }),
  );
});

test('beside a desk one comes in at a time, with pauses; where the clock was set back, at once', () => {
  const enter = (inside: number, sinceLast: number): boolean =>
    mayEnter(RULES.reader, { inside, sinceLast }, { desks: 1, delay: 0 });
  expect([enter(0, 99), enter(0, 100), enter(1, long), enter(0, -5)]).toEqual([false, true, false, true]);
});

test('whoever may come in with many inside may come in with fewer; whoever may wait in a long line may in a short one', () => {
  fc.assert(
    fc.property(line, load, fc.nat(600), fc.nat(600), (one, now, a, b) => {
      const [few, many] = [Math.min(a, b), Math.max(a, b)];
      if (mayEnter(RULES[one], { inside: many, sinceLast: long }, now))
        expect(mayEnter(RULES[one], { inside: few, sinceLast: long }, now)).toBe(true);
      if (mayWait(RULES[one], many, now)) expect(mayWait(RULES[one], few, now)).toBe(true);
    }),
  );
});

test('a slow process keeps a shorter line, which is never empty', () => {
  const [bearable, slow] = [SLOW, SLOW + 1].map((delay) => ({ desks: 0, delay }));
  expect([bearable, slow].map((now) => now && mayWait(RULES.reader, RULES.reader.waiting - 1, now))).toEqual([
    true,
    false,
  ]);
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
