import { expect, test } from 'vitest';
import { institutionOf, type Origin } from './institution.ts';

const libraries = [
  { id: 1, name: 'Perpustakaan Kota Blitar' },
  { id: 2, name: 'Perpustakaan Kelurahan Karangtengah' },
  { id: 3, name: 'Perpustakaan Kelurahan Turi' },
  { id: 4, name: 'Perpustakaan Desa Turi' },
  { id: 5, name: 'TBM Sumber Ilmu' },
];
const of = (institution: string, more: Partial<Origin> = {}) =>
  institutionOf({ libraryId: null, chosen: false, institution, ...more }, libraries);

test('a library is one, however its name was written', () => {
  for (const typed of [
    'Perpustakaan Kelurahan Karangtengah',
    'Perpus Kel. Karangtengah',
    'perpus. karangtengah',
    'KELURAHAN KARANGTENGAH',
    ' Karangtengah ',
  ])
    expect(of(typed)).toBe('library:2');
  expect(of('Taman Bacaan Masyarakat Sumber Ilmu')).toBe('library:5');
  expect(of('perpus kota blitar')).toBe('library:1');
});

test('a name that could be two libraries is neither, but the whole name of one is that one', () => {
  expect(of('Turi')).toBe('name:turi');
  expect(of('Perpus Kel. Turi')).toBe('library:3');
  expect(of('perpustakaan desa turi')).toBe('library:4');
});

test('the library that was chosen counts, whatever was typed beside it; a member’s home only where nothing else was said', () => {
  expect(of('Perpus Kel.', { libraryId: 3, chosen: true })).toBe('library:3');
  expect(of('SMPN 3', { libraryId: 1 })).toBe('name:smp negeri 3');
  expect(of('Perpus Kel.', { libraryId: 1 })).toBe('library:1');
  expect(of('', { libraryId: 1 })).toBe('library:1');
});

test('words that could mean any name nobody; other institutions are one by their words', () => {
  expect(of('Perpus Kel.')).toBe('general');
  expect(of('Taman Baca')).toBe('general');
  expect(of('')).toBeNull();
  expect(of(' . ')).toBeNull();
  for (const typed of ['SMPN3', 'SMP Negeri 3', 'smp-negeri 3']) expect(of(typed)).toBe('name:smp negeri 3');
  expect(of('x'.repeat(200_000))).toBe(`name:${'x'.repeat(200_000)}`);
});

test('words that a program knows for itself are words like any other', () => {
  for (const word of ['constructor', '__proto__', 'hasOwnProperty', 'SDN constructor']) {
    expect(of(word)).toMatch(/^name:/);
  }
  expect(of('Constructor')).toBe(of('constructor'));
});
