import { beforeAll, expect, test } from 'vitest';
import { findDuplicatesOf, listItemsOfBib } from '#modules/collection/catalog';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { useApi } from '../../../../../tests/support/test-api.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();
const app = useApi(t);
const auth = { authorization: '' };
let library: number;

beforeAll(async () => {
  auth.authorization = `Bearer ${app.token}`;
  const row = await t.db
    .insertInto('library')
    .values({ code: 'PUSAT', name: 'Perpustakaan Kota Blitar', type: 'pusat' })
    .returning('id')
    .executeTakeFirstOrThrow();
  library = row.id;
});

interface Group {
  by: string;
  bibs: { id: number; version: number; title: string; itemCount: number }[];
}
const duplicates = async (query = '') => {
  const answer = await app.inject({ url: `/api/v1/bibs/duplicates${query}`, headers: auth });
  return answer.json<{ data: Group[]; next: string | null }>();
};
const merge = async (
  keep: { id: number; version: number },
  drop: { id: number; version: number },
  headers: Record<string, string> = {},
) =>
  app.inject({
    method: 'POST',
    url: `/api/v1/bibs/${keep.id}/merge`,
    headers: { ...auth, 'if-match': `"${keep.version}"`, ...headers },
    payload: { fromId: drop.id, fromVersion: drop.version },
  });
const twins = async (title: string) => {
  const book = { title, author: 'Abdoel Moeis', year: 1928 };
  const keep = { id: await makeBib(t.ctx(), book), version: 1 };
  const drop = { id: await makeBib(t.ctx(), { ...book, title: `${title}!` }), version: 1 };
  return { keep, drop, item: await makeItem(t.ctx(), { bibId: drop.id, libraryId: library }) };
};

test('candidates are listed, made one, and taken apart again', async () => {
  const { keep, drop, item } = await twins('Salah Asuhan');
  const { data } = await duplicates();
  expect(data).toMatchObject([
    {
      by: 'title',
      bibs: [
        { ...keep, itemCount: 0 },
        { ...drop, itemCount: 1 },
      ],
    },
  ]);
  const merged = await merge(keep, drop);
  expect(merged.json()).toEqual({ version: 2, fromVersion: 2, movedItems: 1 });
  expect(merged.headers.etag).toBe('"2"');
  expect((await duplicates()).data).toEqual([]);
  expect((await listItemsOfBib(t.ctx(), keep.id)).map(({ barcode }) => barcode)).toEqual([item.barcode]);
  const trace = await t.db
    .selectFrom('auditEvent')
    .selectAll()
    .where('action', '=', 'bib.merged')
    .where('entityId', '=', String(drop.id))
    .execute();
  expect(trace).toHaveLength(1);
  const back = await app.inject({
    method: 'POST',
    url: `/api/v1/bibs/${drop.id}/restore`,
    headers: { ...auth, 'if-match': '"2"' },
  });
  expect(back.statusCode).toBe(200);
  expect((await listItemsOfBib(t.ctx(), drop.id)).map(({ barcode }) => barcode)).toEqual([item.barcode]);
  expect((await duplicates()).data).toHaveLength(1);
});

test('the list goes on where a page ends', async () => {
  await twins('Layar Terkembang');
  await twins('Belenggu');
  const seen: string[] = [];
  let next: string | null = '';
  while (next !== null) {
    const page: { data: Group[]; next: string | null } = await duplicates(`?limit=1${next && `&cursor=${next}`}`);
    expect(page.data).toHaveLength(1);
    seen.push(...page.data.map(({ bibs }) => bibs[0]?.title ?? ''));
    next = page.next;
  }
  expect(seen).toHaveLength(3);
  expect(new Set(seen).size).toBe(3);
});

test('the same request sent twice, at once or later, merges once and answers the same', async () => {
  const { keep, drop } = await twins('Siti Nurbaya');
  const key = { 'idempotency-key': 'gabung-0001' };
  const answers = await Promise.all([merge(keep, drop, key), merge(keep, drop, key)]);
  answers.push(await merge(keep, drop, key));
  for (const answer of answers) expect(answer.json()).toEqual({ version: 2, fromVersion: 2, movedItems: 1 });
  const traces = await t.db
    .selectFrom('auditEvent')
    .select('id')
    .where('action', '=', 'bib.merged')
    .where('entityId', '=', String(drop.id))
    .execute();
  expect(traces).toHaveLength(1);
  // without the key it is another request, and too late
  expect((await merge(keep, drop)).statusCode).toBe(412);
  const others = await twins('Azab dan Sengsara');
  expect((await merge(others.keep, others.drop, key)).json()).toMatchObject({ code: 'catalog.request_key_used' });
  expect((await merge(others.keep, others.drop, { 'idempotency-key': 'x' })).statusCode).toBe(422);
});

test('a stale version, the record itself, one that is gone, fields that nobody knows, and who may not are refused', async () => {
  const { keep, drop } = await twins('Sengsara Membawa Nikmat');
  expect((await merge({ ...keep, version: 9 }, drop)).json()).toMatchObject({ code: 'platform.version_conflict' });
  expect((await merge(keep, { ...drop, version: 9 })).json()).toMatchObject({ code: 'platform.version_conflict' });
  expect((await merge(keep, keep)).json()).toMatchObject({ code: 'catalog.bib_same' });
  expect((await merge(keep, { id: 999_999, version: 1 })).statusCode).toBe(404);
  const url = `/api/v1/bibs/${keep.id}/merge`;
  const payload = { fromId: drop.id, fromVersion: 1 };
  expect((await app.inject({ method: 'POST', url, headers: auth, payload })).statusCode).toBe(428);
  const headers = { ...auth, 'if-match': '"1"' };
  expect((await app.inject({ method: 'POST', url, headers, payload: { ...payload, reason: 'x' } })).statusCode).toBe(
    422,
  );
  expect((await app.inject({ method: 'POST', url, payload })).statusCode).toBe(401);
  expect((await app.inject('/api/v1/bibs/duplicates')).statusCode).toBe(401);
  expect((await app.inject({ url: '/api/v1/bibs/duplicates?cursor=x', headers: auth })).statusCode).toBe(422);
  // nothing of all this has changed anything
  expect((await merge(keep, drop)).statusCode).toBe(200);
});

test('two that are not one title are said so once, and asked about again when it was a slip', async () => {
  const { keep, drop } = await twins('Sukreni Gadis Bali');
  const listed = async () =>
    (await duplicates('?limit=200')).data.some(({ bibs }) => bibs.some(({ id }) => id === drop.id));
  const say = async (method: 'PUT' | 'DELETE', one: number, other: number) =>
    (await app.inject({ method, url: `/api/v1/bibs/${one}/distinct-from/${other}`, headers: auth })).statusCode;
  expect(await listed()).toBe(true);
  expect([await say('PUT', drop.id, keep.id), await say('PUT', keep.id, drop.id)]).toEqual([204, 204]);
  expect(await listed()).toBe(false);
  expect((await findDuplicatesOf(t.db, [drop.id])).get(drop.id)).toEqual([]);
  const traces = t.db.selectFrom('auditEvent').select('action').where('entityId', '=', String(keep.id));
  expect((await traces.execute()).map(({ action }) => action)).toContain('bib.said_distinct');
  // a third of the same title is asked about with both
  const third = await makeBib(t.ctx(), { title: 'Sukreni Gadis Bali', author: 'Abdoel Moeis', year: 1928 });
  expect((await findDuplicatesOf(t.db, [third])).get(third)?.map(({ bibId }) => bibId)).toEqual([keep.id, drop.id]);
  expect(await say('DELETE', keep.id, drop.id)).toBe(204);
  expect(await listed()).toBe(true);
  expect([await say('PUT', keep.id, keep.id), await say('PUT', keep.id, 999_999)]).toEqual([422, 404]);
});
