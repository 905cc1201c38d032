import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LEAST_SHOWN } from './item-results.ts';
import { mayRemind, reminderAt } from './reminder.ts';

const window = (hours: number) => ({ opensAt: new Date(0), closesAt: new Date(hours * 3_600_000) });
const hoursOf = (hours: number): number => Number(reminderAt(window(hours))) / 3_600_000;

test('two days before the end; in the last third of a short window; never where no end is set or it is too near', () => {
  expect(hoursOf(240)).toBe(192);
  expect(hoursOf(24)).toBe(16);
  expect(reminderAt(window(0.5))).toBeNull();
  expect(reminderAt({ opensAt: new Date(0), closesAt: null })).toBeNull();
});

test('without names: figures that are shown never stand beside fewer than five people who were reminded', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.nat(60), (answered, left) => {
      const reminded = mayRemind({ named: false, answered, left }) ? left : 0;
      expect(answered < LEAST_SHOWN || reminded === 0 || reminded >= LEAST_SHOWN).toBe(true);
      expect(mayRemind({ named: true, answered, left })).toBe(true);
    }),
  );
});
