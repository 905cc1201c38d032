import { beforeAll, expect, test } from 'vitest';
import { m } from '#i18n/messages';
import { useApi } from '../../../../../tests/support/test-api.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { bibRow } from './bib-row.ts';
import { addBibs, addItem, addLibraries, randomFrom } from './random-catalogue.ts';

const t = useTestDb();
const app = useApi(t);

beforeAll(async () => {
  const random = randomFrom(11);
  const libraryIds = await addLibraries(t.db, 3);
  const bibIds = await addBibs(t.db, random, 120);
  for (const bibId of bibIds) await addItem(t.db, random, bibId, libraryIds);
});

interface Answer {
  data: { id: number; title: string; holdings: { libraryId: number; callNumber: string | null }[] }[];
  next: string | null;
  total: number;
  facets: Record<string, { value: string; label: string; count: number }[]>;
  suggestion: string | null;
}
const ask = async <T = Answer>(path: string, language = 'id'): Promise<T> => {
  const response = await app.inject({ url: `/api/v1${path}`, headers: { 'accept-language': language } });
  expect(response.statusCode).toBe(200);
  return response.json<T>();
};

test('a result is read to its end by its cursor, each record once', async () => {
  const seen: number[] = [];
  let cursor: string | null = '';
  let total = 0;
  while (cursor !== null) {
    const page: Answer = await ask(`/search?limit=50${cursor ? `&cursor=${cursor}` : ''}`);
    seen.push(...page.data.map((hit) => hit.id));
    ({ next: cursor, total } = page);
  }
  expect(total).toBeGreaterThan(100);
  expect(seen).toHaveLength(total);
  expect(new Set(seen).size).toBe(total);
});

test('parameters filter by library (id or code), availability, language, material and year', async () => {
  const all = await ask('/search?q=');
  const first = all.facets.library?.[0];
  expect(first?.label).toMatch(/^Perpustakaan \d$/);
  const byId = await ask(`/search?library=${first?.value}`);
  expect(byId.total).toBe(first?.count);
  const code = `L${first?.label.at(-1)}0`;
  expect((await ask(`/search?library=${code}`)).total).toBe(byId.total);
  expect((await ask(`/search?library=${code}&available=true`)).total).toBeLessThan(byId.total);
  const jav = all.facets.language?.find(({ value }) => value === 'jav');
  expect((await ask('/search?language=jav')).total).toBe(jav?.count);
  expect((await ask('/search?language=jv')).total).toBe(jav?.count);
  expect((await ask('/search?material=audio&material=peta')).total).toBe(
    (await ask('/search?material=audio')).total + (await ask('/search?material=peta')).total,
  );
  const eighties = await ask('/search?yearFrom=1980&yearTo=1989');
  expect(eighties.facets.decade).toEqual([
    { value: '1980', label: '1980–1989', count: eighties.total, selected: false },
  ]);
});

test('a range of call numbers is compared as the shelf is ordered, and beginnings will do', async () => {
  const shelved = (await ask('/search?limit=100&callNumberFrom=2X&callNumberTo=899')).data;
  expect(shelved.length).toBeGreaterThan(10);
  const callNumbers = new Set(shelved.flatMap(({ holdings }) => holdings.map((holding) => holding.callNumber)));
  expect([...callNumbers].sort()).toEqual(['2X5.1 AMR t', '398.2 TIM t', '899.221 PRA b', '899.221 PRA r']);
  const one = await ask('/search?callNumberFrom=899.221%20pra%20r&callNumberTo=899.221%20PRA%20R');
  expect(new Set(one.data.map(({ holdings }) => holdings[0]?.callNumber))).toEqual(new Set(['899.221 PRA r']));
});

test('labels come in the reader’s language', async () => {
  const label = async (language: string): Promise<string | undefined> =>
    (await ask('/search', language)).facets.ddc?.find(({ value }) => value === '8')?.label;
  expect(await label('id')).toBe('Sastra');
  expect(await label('en')).toBe('Literature');
});

test('what cannot be right is refused with the field that is wrong', async () => {
  for (const [path, field] of [
    ['/search?cursor=rusak', 'cursor'],
    ['/search?sort=acak', 'sort'],
    ['/search?limit=5000', 'limit'],
  ]) {
    const response = await app.inject(`/api/v1${path}`);
    expect(response.statusCode).toBe(422);
    expect(Object.keys(response.json<{ fields: object }>().fields)).toEqual([field]);
  }
  const nowhere = await app.inject('/api/v1/search?library=TIADA');
  expect(nowhere.statusCode).toBe(404);
  expect(nowhere.json()).toMatchObject({
    code: 'libraries.not_found',
    fields: { library: expect.any(String) as unknown },
  });
});

test('suggestions and lists to browse', async () => {
  const { data } = await ask<{ data: { ddc: string; count: number }[] }>('/browse/ddc?under=2');
  expect(data.map(({ ddc }) => ddc)).toEqual(['29', '2X']);
  const authors = await ask<{ data: { name: string }[]; next: string | null; total: number }>(
    '/browse/authors?limit=2',
  );
  expect(authors.data.map(({ name }) => name)).toEqual(['Agus Raja', 'Budi Hartono']);
  const further = await ask<{ data: { name: string }[] }>(`/browse/authors?limit=2&cursor=${authors.next}`);
  expect(further.data.map(({ name }) => name)).toEqual(['Gunung Emas', 'Hartono Wulan']);
  const { authors: names } = await ask<{ authors: { name: string }[] }>('/suggest?q=harto');
  expect(names.map(({ name }) => name).sort()).toEqual(['Budi Hartono', 'Hartono Wulan']);
});

test('what is too long is refused in one sentence, whoever searches', async () => {
  for (const path of ['/search', '/suggest']) {
    const response = await app.inject({
      url: `/api/v1${path}?q=${'a'.repeat(5000)}`,
      headers: { 'accept-language': 'id' },
    });
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({
      code: 'search.query_too_long',
      detail: m.error_search_query_too_long({ most: 400 }),
    });
  }
  expect((await ask(`/search?q=${'a'.repeat(400)}`)).total).toBe(0);
});

test('an answer says whether it is whole and whether it is of now', async () => {
  const whole = await ask<{ partial: unknown; stale: boolean }>('/search?q=');
  expect([whole.partial, whole.stale]).toEqual([null, false]);
  await t.db
    .insertInto('bib')
    .values(bibRow({ title: 'Xanadu' }))
    .execute();
  const part = await ask<{ partial: unknown; total: number }>('/search?q=xanadu%20xyzzyq');
  expect(part).toMatchObject({ partial: { missing: ['xyzzyq'] }, total: 1 });
});
