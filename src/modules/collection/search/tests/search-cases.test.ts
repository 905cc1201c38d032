import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { buildSearchIndex } from '../build-index.ts';
import { search, type SearchResult } from '../search.ts';
import { bibRow } from './bib-row.ts';

const t = useTestDb();

/** The lines of a data file that a librarian reads and adds to, cut at their strokes. */
const linesOf = (name: string): string[][] =>
  readFileSync(join(import.meta.dirname, 'cases', name), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.split('|').map((part) => part.trim()));
const listOf = (text = ''): string[] =>
  text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const titles = linesOf('titles.txt');
const cases = linesOf('searches.txt').map(([query = '', answer = '', wanted, unwanted]) => ({
  query,
  answer,
  wanted: listOf(wanted),
  unwanted: listOf(unwanted),
}));

beforeAll(async () => {
  const rows = titles.map(([name = '', author, subjects]) => {
    const [title = '', subtitle] = name.split(' : ');
    return bibRow({ title, subtitle: subtitle ?? null, authors: listOf(author), subjects: listOf(subjects) });
  });
  await t.db.insertInto('bib').values(rows).execute();
});

const kindOf = ({ correctedFrom, partial, total }: SearchResult): string =>
  correctedFrom !== null ? 'ejaan' : partial !== null ? 'sebagian' : total > 0 ? 'semua' : 'kosong';

describe.each(['as the index was built', 'of records that changed since'])(
  'the searches of the data file, %s',
  (state) => {
    beforeAll(async () => {
      if (state === 'as the index was built') await buildSearchIndex(t.db, t.clock);
      else
        await t.db
          .updateTable('bib')
          .set('version', sql`version + 1`)
          .execute();
    });

    test.each(cases)('$query', async ({ query, answer, wanted, unwanted }) => {
      const found = await search(t.ctx(), { q: query, limit: 100 });
      const shown = found.hits.map((hit) => hit.title);
      expect({ answer: kindOf(found), first: shown.slice(0, wanted.length), shown }).toEqual({
        answer,
        first: wanted,
        shown,
      });
      expect(shown.filter((title) => unwanted.includes(title))).toEqual([]);
    });
  },
);

test('the searches of the data file name titles that the collection has', () => {
  const known = new Set(titles.map(([name = '']) => name.split(' : ')[0]));
  const named = cases.flatMap(({ wanted, unwanted }) => [...wanted, ...unwanted]);
  expect(named.filter((title) => !known.has(title))).toEqual([]);
});

test('an answer in part counts its facets and says what none of its titles has', async () => {
  const found = await search(t.ctx(), { q: 'laskar pelangi xyzzyq' });
  expect(found.partial).toEqual({ missing: ['xyzzyq'] });
  expect(found.facets.author[0]).toMatchObject({ value: 'Andrea Hirata', count: found.total });
  // what was not asked for stays out of it
  expect((await search(t.ctx(), { q: 'laskar pelangi xyzzyq -hirata' })).hits.map((hit) => hit.title)).not.toContain(
    'Laskar Pelangi',
  );
});
