import { expect, test } from 'vitest';
import { keptQuery } from './kept-query.ts';

test.for<[string, string | null]>([
  ['  Laskar\tPelangi ', 'laskar pelangi'],
  ['sejarah Blitar 1945-1949', 'sejarah blitar 1945-1949'],
  ['laskar\0pelangi', 'laskar pelangi'],
  ['1984', '1984'],
  ['9786020332956', null],
  ['978-602-03-3295-6', null],
  ['350 512', null],
  ['kartu A00030 hilang', null],
  ['agt-2024001', null],
  ['b612', 'b612'],
  ['Budi 3505123456780001', null],
  ['Budi 3505 1234 5678 0001', null],
  ['telepon (0812) 3456-7890 Budi', null],
  ['budi@example.org', null],
  ['budi＠example.org', null],
  ['', null],
  ['\0', null],
])('of %j is kept %j', ([text, kept]) => {
  expect(keptQuery(text)).toBe(kept);
});

test('of a long one its beginning is kept, and half a letter of two is none', () => {
  expect(keptQuery('a'.repeat(200_000))).toBe('a'.repeat(100));
  expect(keptQuery(`${'a'.repeat(99)}😀😀`)?.isWellFormed()).toBe(true);
});
