import { expect, test } from 'vitest';
import { reminderAt } from './reminder.ts';

const window = (hours: number) => ({ opensAt: new Date(0), closesAt: new Date(hours * 3_600_000) });
const hoursOf = (hours: number): number => Number(reminderAt(window(hours))) / 3_600_000;

test('two days before the end; in the last third of a short window; never where no end is set or it is too near', () => {
  expect(hoursOf(240)).toBe(192);
  expect(hoursOf(24)).toBe(16);
  expect(reminderAt(window(0.5))).toBeNull();
  expect(reminderAt({ opensAt: new Date(0), closesAt: null })).toBeNull();
});
