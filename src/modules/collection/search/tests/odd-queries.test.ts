import { beforeAll, expect, test } from 'vitest';
import { useApi } from '../../../../../tests/support/test-api.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { search } from '../search.ts';
import { bibRow } from './bib-row.ts';

const t = useTestDb();
const app = useApi(t);
beforeAll(async () => {
  const titles = ['Kucing Hitam', 'Ternak Kambing', 'Laskar Pelangi', 'كتاب الصلاة', '三体', 'Emoji 😀 untuk Anak'];
  await t.db
    .insertInto('bib')
    .values(titles.map((title) => bibRow({ title })))
    .execute();
});

test.each<[name: string, q: string, status: number]>([
  ['a zero byte', 'kucing\0hitam', 422],
  ['400 letters', 'a'.repeat(400), 200],
  ['401 letters', 'a'.repeat(401), 422],
  ['133 words', 'zq '.repeat(133), 200],
  ['200 emoji, of two units each', '😀'.repeat(200), 200],
  ['201 emoji', '😀'.repeat(201), 422],
  ['half an emoji', '\ud83d kucing', 200],
  ['quotes', '""" "', 200],
  ['signs of patterns', '100%_\\ (.*)+ [a', 200],
  ['fields of nothing', 'judul:"" subjek:- isbn: -', 200],
  ['digits', '0'.repeat(60), 200],
  ['a class that goes on', `000.${'1'.repeat(36)}`, 200],
  ['names of what every object has', '__proto__ constructor toString', 200],
])('%s is no fault, in results and suggestions', async (_name, q, status) => {
  for (const path of ['search', 'suggest']) {
    const answer = await app.inject(`/api/v1/${path}?q=${encodeURIComponent(q.toWellFormed())}`);
    expect(answer.statusCode, `${path}: ${answer.body.slice(0, 300)}`).toBe(status);
  }
});

test.each([
  ['"kucing', 'Kucing Hitam'],
  ['\u202ekucing\u202c', 'Kucing Hitam'],
  ['\u0001\u0007kucing', 'Kucing Hitam'],
  ['-"kucing hitam" ternak zzzzz', 'Ternak Kambing'],
  ['كتاب', 'كتاب الصلاة'],
  ['三体', '三体'],
])('%j finds %s', async (q, title) => {
  const { hits } = await search(t.ctx(), { q });
  expect(hits.map((hit) => hit.title)).toEqual([title]);
});

test('a word that nothing has weighs no more when it is said three times, and is told once', async () => {
  const { hits, partial } = await search(t.ctx(), { q: 'kucing zzzzz zzzzz zzzzz' });
  expect({ titles: hits.map((hit) => hit.title), partial }).toEqual({
    titles: ['Kucing Hitam'],
    partial: { missing: ['zzzzz'] },
  });
});

test.each(['!!!', '😀📚', '-', '"…"', 'judul:!! isbn:-', '_', '\u200b', '+++ ???'])(
  '%j asks for nothing: nothing is found, it is said so, and nobody counts it as missed',
  async (q) => {
    const before = await t.db.selectFrom('searchZeroResult').select('query').execute();
    expect(await search(t.ctx(), { q })).toMatchObject({ total: 0, unfiltered: 0, hits: [], asksNothing: true });
    const answer = await app.inject(`/api/v1/search?q=${encodeURIComponent(q)}`);
    expect(answer.json()).toMatchObject({ data: [], total: 0, asksNothing: true });
    expect(await t.db.selectFrom('searchZeroResult').select('query').execute()).toEqual(before);
  },
);

test.each([
  ['', 6],
  ['   ', 6],
  ['-kucing', 5],
  ['😀 kucing', 1],
  ['C++', 0],
])('%j still asks for something', async (q, total) => {
  expect(await search(t.ctx(), { q })).toMatchObject({ total, asksNothing: false });
});
