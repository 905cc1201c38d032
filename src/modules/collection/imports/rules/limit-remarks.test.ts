import { expect, test } from 'vitest';
import { remarkLimiter } from './limit-remarks.ts';

test('what was admitted and not written after all is admitted again, and counted once', () => {
  const limiter = remarkLimiter();
  const remark = { code: 'imports.year_odd', params: { value: '20l9' } };
  for (let nth = 1; nth <= 98; nth++) expect(limiter.admit(remark)).toBe(true);
  const back = limiter.mark();
  const batch = () => [1, 2, 3, 4].map(() => limiter.admit(remark));
  expect(batch()).toEqual([true, true, false, false]);
  // the transaction was ended by a deadlock, and is tried a second time
  back();
  expect(batch()).toEqual([true, true, false, false]);
  expect(limiter.leftOut()).toEqual([{ code: 'imports.year_odd', count: 2 }]);
});
