import { expect, test } from 'vitest';
import { guessFrequency } from './guess-frequency.ts';

test.each([
  ['daily', ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-05']],
  ['weekly', ['2026-01-15', '2026-01-01', '2026-01-08']],
  ['fortnightly', ['2026-01-01', '2026-01-15']],
  ['monthly', ['2026-01-01', '2026-02-01', '2026-03-01', '2026-09-01']],
  ['bimonthly', ['2026-01-01', '2026-03-01']],
  ['quarterly', ['2024-01-01', '2026-01-01']],
  ['monthly', ['2026-01-01', '2026-01-01']],
  ['monthly', []],
])('%s', (frequency, days) => {
  expect(guessFrequency(days)).toBe(frequency);
});
