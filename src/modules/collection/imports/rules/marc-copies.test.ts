import { expect, test } from 'vitest';
import { takeCopies } from './marc-copies.ts';
import type { Surroundings } from './surroundings.ts';

const around: Surroundings = {
  libraries: [{ id: 1, code: 'KOTA', name: 'Perpustakaan Kota' }],
  defaultLibraryId: null,
  itemTypes: [{ code: 'umum', nameId: 'Umum', nameEn: 'General' }],
  categories: [],
};

/** What of a field 952 stays with its copy as it came. */
function staysOf(subfields: readonly [code: string, value: string][]): [string, string][] {
  const own: [string, string][] = [['a', 'KOTA'], ['p', 'B-1'], ['y', 'BK'], ...subfields];
  const field = { tag: '952', ind1: ' ', ind2: ' ', subfields: own.map(([code, value]) => ({ code, value })) };
  const { copies } = takeCopies({ leader: '', fields: [field] }, around);
  return (copies[0]?.sourceSubfields ?? []).map(({ code, value }) => [code, value]);
}

test.each<[string, [string, string][]]>([
  ['a note that is longer than its place', [['z', 'z'.repeat(600)]]],
  ['the second of two notes that do not fit together', [['x', 'x'.repeat(300)]]],
  ['a call number that is longer than its place', [['o', '899.2213 '.repeat(12).trim()]]],
  ['a date that nobody can read', [['d', 'akhir tahun 1998']]],
  ['a supplier beside another', [['e', 'Toko Dua']]],
])('%s stays whole with its copy, and comes out again', (_name, lost) => {
  const kept: [string, string][] = [
    ['z', 'z'.repeat(300)],
    ['e', 'beli'],
    ['e', 'Toko Satu'],
  ];
  expect(staysOf(lost[0]?.[0] === 'z' ? lost : [...kept, ...lost])).toEqual(lost);
});

test('what a copy holds does not stay beside it', () => {
  expect(
    staysOf([
      ['o', '899.2213 PRA b'],
      ['d', '2019-05-01'],
      ['e', 'beli'],
      ['e', 'Toko Satu'],
      ['z', 'Dengan CD'],
      ['x', 'Catatan staf'],
      ['t', '2'],
      ['g', '45000'],
    ]),
  ).toEqual([]);
});
