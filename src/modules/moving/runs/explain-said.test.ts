import { expect, test } from 'vitest';
import { explainSaid } from './explain-said.ts';

test('what points at a row is said in words, also where it is a table that nobody has given any', () => {
  const saying = (by: string): string =>
    explainSaid(
      { table: 'biblio', key: 'x', fate: 'refused', code: 'undo_pointed_at', params: { by, count: 2 } },
      'id',
    );
  expect(saying('hold')).not.toContain('hold');
  expect(saying('some_new_table')).toBe('Sudah dipakai di sini: catatan lain di sini (2)');
});
