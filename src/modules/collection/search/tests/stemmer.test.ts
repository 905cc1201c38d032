import { sql } from 'kysely';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { foldedKey } from '#shared/text/fold';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { makeStemmer } from '../rules/words/stem-exceptions.ts';
import { stemIndonesian } from '../rules/words/stem-indonesian.ts';

const t = useTestDb();

/** Words whose stem by PostgreSQL's own dictionary is another than ours. */
async function differing(words: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ word: string; stem: string }>`
    select word, (ts_lexize('indonesian_stem', word))[1] as stem from unnest(${words}::text[]) word`.execute(t.db);
  return rows
    .filter(({ word, stem }) => stem !== '' && stemIndonesian(word) !== stem)
    .map(({ word, stem }) => `${word}: ${stem}, here ${stemIndonesian(word)}`);
}

test('the rules give the stems of PostgreSQL’s Indonesian dictionary for every word of the sample city', async () => {
  const facts = readFileSync(join(import.meta.dirname, '../../../../../db/demo/facts.tsv'), 'utf8');
  const words = [...new Set(foldedKey(facts).split(' '))].filter((word) => /^[a-z]+$/.test(word));
  expect(words.length).toBeGreaterThan(2000);
  expect(await differing(words)).toEqual([]);
});

test('and for every prefix and suffix on many roots', async () => {
  const prefixes =
    ' di ke me mem men meng meny pe pem pen peng peny per ber be bel pel ter se memper diper keber'.split(' ');
  const suffixes = ' kan an i nya ku mu lah kah pun annya kannya inya nyalah'.split(' ');
  const roots =
    'ajar tulis baca pukul kerja sapu kirim ambil ubah gerak pajak ternak uji isi siram nasi api lihat terjemah'.split(
      ' ',
    );
  const words = roots.flatMap((root) => prefixes.flatMap((pre) => suffixes.map((post) => pre + root + post)));
  expect(await differing(words)).toEqual([]);
});

test('words that the rules get wrong are taken from the list of exceptions', () => {
  const stem = makeStemmer(new Map([['dodol', 'makanan']]));
  for (const family of [
    ['meneliti', 'peneliti', 'penelitian'],
    ['menulis', 'penulis', 'tulisan'],
    ['sekolah', 'persekolahan'],
  ]) {
    expect(new Set(family.map(stem)).size).toBe(1);
  }
  expect(stem('beruang')).not.toBe(stem('uang'));
  expect(stem('selatan')).not.toBe(stem('selat'));
  expect(stem('menteri')).toBe('menteri');
  expect(stem('dodol')).toBe('makanan');
});
