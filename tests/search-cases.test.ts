import { beforeAll, describe, expect, test } from 'vitest';
import { search } from '#modules/search';
import { foldedKey } from '#shared/text/fold';
import { loadDemo } from '../db/demo/load.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();

beforeAll(async () => {
  await loadDemo(t, () => undefined);
}, 120_000);

/** Query, and what must be among the first five results: title, with the author where the title alone is not enough. */
const CASES: readonly [query: string, kind: string, ...wanted: (string | [title: string, author: string])[]][] = [
  ['lascar pelangi', 'misspelling', 'Laskar Pelangi'],
  ['bumi manusa', 'misspelling', 'Bumi Manusia'],
  ['siti nurbaya', 'new spelling finds old', 'Siti Nurbaya', 'Sitti Noerbaja'],
  ['djalan tak ada udjung', 'old spelling finds new', 'Djalan Tak Ada Udjung', 'Jalan Tak Ada Ujung'],
  ['salah asuhan', 'new spelling finds old', 'Salah Asuhan', 'Salah Asoehan'],
  [
    'di bawah bendera revolusi',
    'di bawah and dibawah',
    'Dibawah Bendera Revolusi Djilid Pertama',
    'Dibawah Bendera Revolusi Djilid Kedua',
  ],
  ['kartini saja', 'new spelling finds old', 'Panggil Aku Kartini Sadja'],
  ['toer pramoedya ananta bumi manusia', 'inverted author and title', ['Bumi Manusia', 'Pramoedya Ananta Toer']],
  ['dini nh hiroko', 'inverted author with initials and a word', ['Namaku Hiroko', 'Dini']],
  ['ternak ayam', 'word root', 'Semua Bisa Beternak Ayam Kampung', 'Beternak Ayam Tanpa Bau'],
  ['gambar dinosaurus', 'word root', 'Step by Step Menggambar & Mewarnai Dinosaurus'],
  ['ppn', 'three letters, whole title', 'PPN'],
  ['koi', 'three letters', ['Koi', 'Untung Mina Papilon'], ['Koi', 'Heru Susanto']],
  ['imf', 'three letters inside a title', 'Di Bawah Cengkeraman IMF'],
  ['manis belimbing', 'two words, reversed', 'Berkebun Belimbing Manis'],
  ['perpustakaan psikologi', 'two words, reversed', 'Psikologi Perpustakaan'],
  ['pemberontakan blitar', 'subject words', 'Tentara Peta pada Jaman Pendudukan Jepang di Indonesia'],
  ['proklamator autobiografi', 'subject words', 'Bung Karno, Penyambung Lidah Rakyat Indonesia'],
  ['majalah anak', 'subject and kind of material', 'Bobo', 'Si Kuncung', 'Donal Bebek', 'Kuark'],
  ['978-979-22-8141-5', 'ISBN with hyphens', 'Gadis Kretek'],
];

/** Title with or without its subtitle or its part's name, without case and punctuation. */
const isTitle = (title: string, wanted: string): boolean => {
  const [has, asked] = [foldedKey(title), foldedKey(wanted)];
  return has === asked || has.startsWith(`${asked} `);
};

describe('the twenty search cases on the sample city', () => {
  test.each(CASES)('%s (%s)', async (query, _kind, ...wanted) => {
    const { hits } = await search(t.ctx(), { q: query, limit: 5 });
    const shown = hits.map((hit) => `${hit.title} / ${hit.authors.join('; ')}`);
    for (const one of wanted) {
      const [title, author] = typeof one === 'string' ? [one, null] : one;
      const found = hits.some(
        (hit) =>
          isTitle([hit.title, hit.subtitle].filter(Boolean).join(' '), title) &&
          (author === null || foldedKey(hit.authors.join(' ')).includes(foldedKey(author).split(' ')[0] ?? '')),
      );
      expect({ query, title, found, shown }).toEqual({ query, title, found: true, shown });
    }
  });

  test('a corrected query says what was asked and what was answered', async () => {
    const found = await search(t.ctx(), { q: 'bumi manusa' });
    expect(found).toMatchObject({ query: 'bumi manusia', correctedFrom: 'bumi manusa' });
  });

  test('soekarno and sukarno find the same records', async () => {
    const [old, modern] = await Promise.all(
      ['soekarno', 'sukarno'].map(async (q) => search(t.ctx(), { q, limit: 100 })),
    );
    const ids = (result: typeof old): number[] => (result?.hits ?? []).map((hit) => hit.id).sort((a, b) => a - b);
    expect(ids(old).length).toBeGreaterThan(3);
    expect(ids(old)).toEqual(ids(modern));
  });
});
