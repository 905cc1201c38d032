import { expect, test } from 'vitest';
import { readIssueNumber } from './issue-number.ts';

test.each([
  ['3', null, 3],
  [' No. 12 ', null, 12],
  ['Edisi 45', null, 45],
  ['#7', null, 7],
  ['Vol. 3 No. 2', 3, 2],
  ['Th. 12, No. 3', 12, 3],
  ['tahun 5 edisi 11', 5, 11],
  ['8(4)', 8, 4],
])('%s is what the cover has', (text, volume, number) => {
  expect(readIssueNumber(text)).toEqual({ volume, number });
});

test.each(['', '12/2020', 'Januari', '0', 'Vol. 0 No. 3', '123456', '-1', '1e3', `${'9'.repeat(200_000)}`, '1\u00002'])(
  'what is no number of an issue is not guessed at',
  (text) => {
    expect(readIssueNumber(text)).toBe(null);
  },
);
