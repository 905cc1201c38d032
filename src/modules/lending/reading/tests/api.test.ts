import { beforeAll, expect, test } from 'vitest';
import { makeBib } from '#modules/collection/catalog/testing';
import { createMemberSession } from '#modules/ground/identity';
import { aMember } from '#modules/people/members/testing';
import { SESSION_COOKIE } from '#platform/requests/session-cookie';
import { useApi } from '../../../../../tests/support/test-api.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();
const api = useApi(t);
let staff: Record<string, string> = {};
let reader: Record<string, string> = {};
let bibId = 0;

beforeAll(async () => {
  staff = { authorization: `Bearer ${api.token}` };
  const { id: memberId } = await aMember(t.ctx(), { fullName: 'Sari Wulandari', birthDate: '1990-02-01' });
  const session = await t.db
    .transaction()
    .execute(async (trx) => createMemberSession(trx, t.ctx(), { memberId, ip: null, userAgent: null }));
  reader = { cookie: `${SESSION_COOKIE}=${session.token}`, 'sec-fetch-site': 'same-origin' };
  bibId = await makeBib(t.ctx(), { title: 'Laskar Pelangi' });
});

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
async function call(who: Record<string, string>, method: Method, path: string, body?: object, headers = {}) {
  const url = `/api/v1${path}`;
  const about = { method, url, headers: { ...who, ...headers } };
  const answer = await api.inject(body ? { ...about, payload: body } : about);
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json<Record<string, unknown>>() };
}

test('a reader makes a list by the API, fills it, shares it; everybody who has the address reads it', async () => {
  expect((await call({}, 'POST', '/lists', { title: 'Buku' })).status).toBe(401);
  const made = await call(reader, 'POST', '/lists', { title: 'Buku' });
  expect(made.status).toBe(201);
  const path = `/lists/${String(made.body?.id)}`;
  expect((await call(reader, 'PUT', `${path}/entries/${bibId}`, { note: 'dulu' })).status).toBe(204);
  expect((await call(reader, 'PUT', `${path}/entries/${bibId}`, { note: 'kini' })).status).toBe(204);
  const { body: list } = await call(reader, 'GET', path);
  expect(list).toMatchObject({ entryCount: 1, entries: [{ title: 'Laskar Pelangi', note: 'kini', place: 1 }] });
  expect((await call(reader, 'PATCH', path, { visibility: 'link' })).status).toBe(428);
  const match = { 'if-match': `"${String(list?.version)}"` };
  expect((await call(reader, 'PATCH', path, { visibility: 'link' }, match)).status).toBe(204);
  const { body: shared } = await call(reader, 'GET', path);
  const open = await call({}, 'GET', `/lists/shared/${String(shared?.shareToken)}`);
  expect(open).toMatchObject({ status: 200, body: { title: 'Buku', by: null } });
  expect(JSON.stringify(open.body)).not.toContain('Sari');
  expect(await call({}, 'GET', '/lists/public')).toMatchObject({ status: 200, body: { data: [] } });
  expect((await call(reader, 'DELETE', path)).status).toBe(204);
  expect((await call(reader, 'GET', path)).status).toBe(404);
  expect((await call(reader, 'POST', `${path}/restore`)).status).toBe(204);
});

test('by the API a librarian shows a public list on the home page; a reader may not', async () => {
  const made = await call(reader, 'POST', '/lists', { title: 'Pilihan', visibility: 'public' });
  const { body } = await call(reader, 'GET', `/lists/${String(made.body?.id)}`);
  const shared = `/lists/shared/${String(body?.shareToken)}`;
  expect((await call(reader, 'PUT', `${shared}/picked`)).status).toBe(403);
  expect((await call({}, 'PUT', `${shared}/picked`)).status).toBe(401);
  expect((await call(staff, 'PUT', `${shared}/picked`)).status).toBe(204);
  expect((await call({}, 'GET', shared)).body).toMatchObject({ picked: true });
  expect((await call(staff, 'DELETE', `${shared}/picked`)).status).toBe(204);
  expect((await call({}, 'GET', shared)).body).toMatchObject({ picked: false });
  expect((await call(staff, 'PUT', '/lists/shared/tidak-ada-sama-sekali/picked')).status).toBe(404);
});

test('a review goes through the queue by the API, and a report takes it down again', async () => {
  expect((await call(reader, 'PUT', `/bibs/${bibId}/review`, { stars: 9 })).status).toBe(422);
  expect((await call(reader, 'PUT', `/bibs/${bibId}/review`, { stars: 4, body: 'Hangat.' })).status).toBe(204);
  expect((await call(reader, 'GET', '/reviews/pending')).status).toBe(403);
  const queue = await call(staff, 'GET', '/reviews/pending');
  const [waiting] = queue.body?.data as { id: number; version: number }[];
  const { id = 0, version = 0 } = waiting ?? {};
  expect((await call(staff, 'POST', `/reviews/${id}/approve`, { version })).status).toBe(204);
  const shown = await call({}, 'GET', `/bibs/${bibId}/reviews`);
  expect(shown.body).toMatchObject({ average: 4, count: 1, data: [{ stars: 4, body: 'Hangat.' }] });
  expect((await call(reader, 'POST', `/reviews/${id}/reports`, { reason: 'Iklan.' })).status).toBe(204);
  const reports = await call(staff, 'GET', '/content-reports');
  const [report] = reports.body?.data as { id: number }[];
  const settle = `/content-reports/${report?.id}/settle`;
  expect((await call(staff, 'POST', settle, { outcome: 'remove' })).status).toBe(422);
  expect((await call(staff, 'POST', settle, { outcome: 'remove', reason: 'Iklan.' })).status).toBe(204);
  expect(await call(reader, 'GET', '/reviews/own')).toMatchObject({
    body: { data: [{ status: 'refused', reason: 'Iklan.' }] },
  });
  expect((await call(staff, 'POST', `/reviews/${id}/reopen`)).status).toBe(204);
  expect((await call(reader, 'DELETE', `/bibs/${bibId}/review`)).status).toBe(204);
});

test('the history is off until the reader says yes', async () => {
  expect(await call(reader, 'GET', '/history')).toMatchObject({ body: { keeps: false, total: 0 } });
  expect((await call(reader, 'PUT', '/history/choice', { keep: true })).status).toBe(204);
  expect(await call(reader, 'GET', '/history?q=laskar')).toMatchObject({ body: { keeps: true, total: 0 } });
  expect((await call(reader, 'PUT', '/history/choice', { keep: false })).status).toBe(204);
  expect((await call(staff, 'GET', '/history')).status).toBe(403);
});
