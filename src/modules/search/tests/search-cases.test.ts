import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDb } from '../../../../tests/support/test-db.ts';
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
  await buildSearchIndex(t.db, t.clock);
});

const kindOf = ({ correctedFrom, partial, total }: SearchResult): string =>
  correctedFrom !== null ? 'ejaan' : partial !== null ? 'sebagian' : total > 0 ? 'semua' : 'kosong';

describe('the searches of the data file', () => {
  test.each(cases)('$query', async ({ query, answer, wanted, unwanted }) => {
    const found = await search(t.ctx(), { q: query, limit: 100 });
    const shown = found.hits.map((hit) => hit.title);
    expect({ answer: kindOf(found), first: shown.slice(0, wanted.length), shown }).toEqual({ answer, first: wanted, shown });
    expect(shown.filter((title) => unwanted.includes(title))).toEqual([]);
  });

  test('name titles that the collection has', () => {
    const known = new Set(titles.map(([name = '']) => name.split(' : ')[0]));
    const named = cases.flatMap(({ wanted, unwanted }) => [...wanted, ...unwanted]);
    expect(named.filter((title) => !known.has(title))).toEqual([]);
  });
});
