import { expect, test } from 'vitest';
import { telephone } from './contact.ts';

test('what was typed as a telephone is dialled where figures remain of it', () => {
  expect(telephone('(0342) 801-000')).toBe('tel:0342801000');
  expect(telephone('+62 342 801000')).toBe('tel:+62342801000');
  for (const none of ['belum ada', '', '+', '12']) expect(telephone(none)).toBeNull();
});
