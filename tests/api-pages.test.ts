import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { cutPage } from '#platform/requests/http';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const api = useApi(t);
beforeAll(async () => {
  const { id: libraryId } = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  for (const nth of [1, 2, 3, 4, 5]) await makeCopy(t.ctx(), { title: `Buku ${nth}`, barcode: `B${nth}`, libraryId });
  await makeMember(t.ctx(), { fullName: 'Dimas Aji', number: 'A1', homeLibrary: 'KOTA' });
});

const page = z.object({ data: z.array(z.looseObject({})), next: z.string().nullable() });
const call = async (method: 'GET' | 'POST', path: string, payload?: object) => {
  const headers = { authorization: `Bearer ${api.token}` };
  const answer = await api.inject({ method, url: `/api/v1${path}`, headers, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json<unknown>() };
};
const withQuery = (path: string, query: string): string => `${path}${path.includes('?') ? '&' : '?'}${query}`;
/** A list in pages of two, until there is no next one. */
async function inPages(path: string): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body } = await call('GET', withQuery(path, `limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`));
    const { data, next } = page.parse(body);
    expect(data.length).toBeLessThanOrEqual(2);
    rows.push(...data);
    cursor = next;
  }
  return rows;
}
/** In pages there is what there is at once, in the same order, nothing twice. */
async function expectSame(path: string, count: number): Promise<void> {
  const { data } = page.parse((await call('GET', withQuery(path, 'limit=200'))).body);
  expect(data, path).toHaveLength(count);
  expect(await inPages(path), path).toEqual(data);
}
const made = z.looseObject({ id: z.number() });
const make = async (path: string, body: object): Promise<number> =>
  made.parse((await call('POST', path, body)).body).id;

test('what a stocktake holds comes in pages: copies, scans, results', async () => {
  const path = `/stocktakes/${await make('/stocktakes', { library: 'kota', name: 'Cacah' })}`;
  await expectSame(`${path}/copies`, 5);
  const scans = ['B1', 'B2', 'B4'].map((barcode) => ({ nonce: randomUUID(), barcode }));
  expect(await call('POST', `${path}/scans`, { device: 'ponsel', scans })).toMatchObject({ status: 200 });
  await expectSame(`${path}/scans`, 3);
  await expectSame(`${path}/copies?state=found`, 3);
  const { revision } = z.looseObject({ revision: z.number() }).parse((await call('GET', path)).body);
  expect(await call('POST', `${path}/approve`, { revision })).toMatchObject({ status: 200 });
  await expectSame(`${path}/results`, 2);
});

test('weeding lists, their copies and the accession register come in pages', async () => {
  const usang = { library: 'KOTA', name: 'Usang', olderThanYears: 5 };
  const [first] = [await make('/weedings', usang), await make('/weedings', usang), await make('/weedings', usang)];
  await expectSame('/weedings?library=KOTA', 3);
  await expectSame(`/weedings/${first}/copies`, 5);
  await expectSame('/accession-register?library=KOTA&from=2020-01-01&to=2027-12-31', 5);
});

test('what people ask about their data comes in pages, the open ones and the decided ones', async () => {
  const ids: number[] = [];
  for (const kind of ['export', 'correct', 'restrict', 'erase'])
    ids.push(await make('/members/A1/subject-requests', { kind, details: 'Diminta di meja' }));
  await expectSame('/subject-requests', 4);
  for (const id of ids.slice(0, 3)) {
    const { status } = await call('POST', `/subject-requests/${id}/refuse`, { outcome: 'Tidak lengkap' });
    expect(status).toBeLessThan(300);
  }
  await expectSame('/subject-requests?status=decided', 3);
  await expectSame('/subject-requests?status=open', 1);
});

test('a list that is read whole is cut where the page before ended, also when what stood there has gone', () => {
  const rows = ['a', 'b', 'c', 'd', 'e'];
  const cut = (list: readonly string[], cursor: string | undefined, limit: number) =>
    cutPage(list, { cursor, limit }, (row) => row);
  const first = cut(rows, undefined, 2);
  expect(first.data).toEqual(['a', 'b']);
  const cursor = first.next ?? '';
  expect(cut(rows, cursor, 2).data).toEqual(['c', 'd']);
  // one came before them: nobody is said twice
  expect(cut(['0', ...rows], cursor, 2).data).toEqual(['c', 'd']);
  // the last one that was said has gone
  expect(cut(['a', 'c', 'd', 'e'], cursor, 2).data).toEqual(['c', 'd']);
  expect(cut(rows, cursor, 3)).toEqual({ data: ['c', 'd', 'e'], next: null });
  expect(cut([], undefined, 2)).toEqual({ data: [], next: null });
  expect(cut([], cursor, 2)).toEqual({ data: [], next: null });
});

test('a cursor that no list gave is refused at its field', async () => {
  const odd = ['rusak', Buffer.from('[-1,"x",null]').toString('base64url')];
  for (const list of ['/weedings?library=KOTA', '/pull-list?library=KOTA', '/subject-requests', '/due-date-moves']) {
    for (const cursor of odd) {
      expect(await call('GET', withQuery(list, `cursor=${cursor}`)), list).toMatchObject({
        status: 422,
        body: { fields: { cursor: expect.any(String) as unknown } },
      });
    }
  }
});
