import { expect, test } from 'vitest';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { aLibrary } from '#modules/people/members/testing';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);

type Json = Record<string, unknown>;
async function call(
  who: 'staff' | 'nobody',
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  { version, ...body }: Json = {},
) {
  const headers: Record<string, string> = {
    ...(who === 'staff' && { authorization: `Bearer ${app.token}` }),
    ...(typeof version === 'number' && { 'if-match': `"${version}"` }),
  };
  const response = await app.inject({
    ...{ method, url: `/api/v1${path}`, headers },
    ...(Object.keys(body).length > 0 && { payload: body }),
  });
  const json: unknown = String(response.headers['content-type']).includes('json') ? response.json() : {};
  return { status: response.statusCode, body: json as Json, etag: response.headers.etag };
}

test('a collection by API from the draft to readers, who find it at its old address too', async () => {
  const library = await aLibrary(t.ctx(), 'GEDOG');
  const [first, second] = [await makeBib(t.ctx(), { title: 'Satu' }), await makeBib(t.ctx(), { title: 'Dua' })];
  await makeItem(t.ctx(), { bibId: second, libraryId: library.id });
  const made = await call('staff', 'POST', '/curated-collections', { kind: 'hand', library: 'gedog', title: 'Sore' });
  expect(made.status).toBe(201);
  const path = `/curated-collections/${Number(made.body.id)}`;
  expect((await call('staff', 'POST', `${path}/records`, { bibId: first })).status).toBe(428);
  await call('staff', 'POST', `${path}/records`, { version: 1, bibId: first, sentence: 'Mulai dari sini.' });
  const two = await call('staff', 'POST', `${path}/records`, { version: 2, bibId: second });
  expect(two).toMatchObject({ status: 200, etag: '"3"' });
  expect((await call('staff', 'POST', `${path}/publish`, { version: 2 })).status).toBe(412);
  await call('staff', 'POST', `${path}/records/${second}/move`, { version: 3, direction: 'up' });
  await call('staff', 'PUT', `${path}/records/${second}`, { version: 4, sentence: 'Lalu ini.' });
  expect((await call('nobody', 'GET', '/collections/sore')).status).toBe(404);
  expect((await call('staff', 'POST', `${path}/publish`, { version: 5 })).status).toBe(200);
  const renamed = await call('staff', 'PUT', path, { version: 6, title: 'Sore', slug: 'sore-di-gedog' });
  expect(renamed.body).toMatchObject({ slug: 'sore-di-gedog', state: 'published', library: { code: 'GEDOG' } });
  expect((await call('nobody', 'GET', '/collections/sore')).body).toMatchObject({
    ...{ slug: 'sore-di-gedog', total: 2, onShelf: 1, rule: null, library: { code: 'GEDOG' } },
    records: [
      { bibId: second, sentence: 'Lalu ini.', availability: { state: 'here', library: { code: 'GEDOG' } } },
      { bibId: first, sentence: 'Mulai dari sini.', availability: { state: 'none' } },
    ],
  });
  expect((await call('nobody', 'GET', '/collections?library=GEDOG')).body).toMatchObject({
    ...{ data: [{ slug: 'sore-di-gedog', total: 2, onShelf: 1 }], next: null },
  });
  await call('staff', 'DELETE', `${path}/records/${first}`, { version: 7 });
  expect((await call('staff', 'DELETE', path, { version: 8 })).status).toBe(409);
  expect((await call('staff', 'POST', `${path}/withdraw`, { version: 8 })).status).toBe(200);
  expect(await call('nobody', 'GET', '/collections/sore')).toMatchObject({
    ...{ status: 410, body: { code: 'collections.withdrawn' } },
  });
  expect((await call('staff', 'GET', '/curated-collections?state=withdrawn')).body).toMatchObject({
    data: [{ title: 'Sore', chosen: 1 }],
  });
});

test('a rule by API is read back as it was sent, and nobody else writes one', async () => {
  const rule = { subjects: ['Ikan koi'], yearFrom: 2015, order: 'popular', most: 10 };
  const asked = { kind: 'rule', title: 'Koi', rule };
  expect((await call('nobody', 'POST', '/curated-collections', asked)).status).toBe(401);
  const { body } = await call('staff', 'POST', '/curated-collections', asked);
  expect((await call('staff', 'GET', `/curated-collections/${Number(body.id)}`)).body).toMatchObject({
    ...{ kind: 'rule', library: null, state: 'draft', total: 0 },
    rule: { ...rule, authors: [], ddc: [], language: null, yearTo: null, newWithinDays: null },
  });
  const odd = { ...asked, rule: { ...rule, subjects: ['Ikan\0'] } };
  expect((await call('staff', 'POST', '/curated-collections', odd)).status).toBe(422);
  for (const slug of ['%00', '%F0%9F%90%9F', "'--", 'x'.repeat(90), '..%2F..'])
    expect((await call('nobody', 'GET', `/collections/${slug}`)).status).toBe(404);
  expect((await call('nobody', 'GET', '/collections?cursor=x')).status).toBe(422);
});
