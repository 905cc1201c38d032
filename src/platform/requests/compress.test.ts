import { expect, test } from 'vitest';
import { encodingOf } from './compress.ts';

test.each([
  ['gzip, deflate, br', 'br'],
  ['gzip;q=0.8, BR;q=0.5', 'br'],
  ['br;q=0, gzip', 'gzip'],
  ['br;q=0.000', null],
  ['gzip; q=0 , br ; q=0.0', null],
  ['identity', null],
  ['x-br, x-not-gzip', null],
  ['', null],
])('of %j is taken %j', (accepted, encoding) => {
  expect(encodingOf(accepted)).toBe(encoding);
});
