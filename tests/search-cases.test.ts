import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { search } from '#modules/collection/search';
import { foldedKey } from '#shared/text/fold';
import { loadDemo } from '../db/demo/load.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();

beforeAll(async () => {
  await loadDemo(t, () => undefined);
}, 120_000);

/** Query, what it tries, and what must be among the first five results; a data file for librarians to add to. */
const CASES = readFileSync(join(import.meta.dirname, 'fixtures/searches-of-the-sample-city.txt'), 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '' && !line.startsWith('#'))
  .map((line) => {
    const [query = '', kind = '', wanted = ''] = line.split('|').map((part) => part.trim());
    return { query, kind, wanted: wanted.split(';').map((one) => one.split(' / ').map((part) => part.trim())) };
  });

/** Title with or without its subtitle or its part's name, without case and punctuation. */
const isTitle = (title: string, wanted: string): boolean => {
  const [has, asked] = [foldedKey(title), foldedKey(wanted)];
  return has === asked || has.startsWith(`${asked} `);
};

describe('the search cases on the sample city', () => {
  test.each(CASES)('$query ($kind)', async ({ query, wanted }) => {
    const { hits } = await search(t.ctx(), { q: query, limit: 5 });
    const shown = hits.map((hit) => `${hit.title} / ${hit.authors.join('; ')}`);
    for (const [title = '', author = null] of wanted) {
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
