import { expect, test } from 'vitest';
import { isThere } from './outward.ts';

test('a page that asks who one is, is busy or goes on elsewhere is there', () => {
  for (const status of [200, 204, 301, 302, 401, 403, 405, 429]) expect(isThere(status)).toBe(true);
  for (const status of [404, 410, 500, 502, 503]) expect(isThere(status)).toBe(false);
});
