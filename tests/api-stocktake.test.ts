import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { addSpace } from '#modules/ground/libraries';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);
beforeAll(async () => {
  const { id: libraryId } = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  const shelf = { kind: 'rak' as const, code: '14', name: 'Rak 14', ddcFrom: '800', ddcTo: '899' };
  const { id: spaceId } = await addSpace(t.ctx(), libraryId, shelf);
  for (const barcode of ['B1', 'B2', 'B3']) {
    const bibId = await makeBib(t.ctx(), { title: `Buku ${barcode}`, author: 'Hirata', year: 1990 });
    const copy = { barcodes: [barcode], callNumber: `813 ${barcode} a`, acquiredOn: '2000-01-01' };
    await makeItem(t.ctx(), { bibId, libraryId, spaceId, ...copy });
  }
});

type Json = Record<string, unknown>;
const call = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) => {
  const response = await app.inject({
    method,
    url: `/api/v1${path}`,
    headers: { authorization: `Bearer ${app.token}` },
    ...(body && { payload: body }),
  });
  const isJson = String(response.headers['content-type']).includes('json');
  const json: unknown = isJson ? response.json() : {};
  return { status: response.statusCode, body: json as Json, raw: response.rawPayload };
};

test('a stocktake by API: scans with nonces, undo, shelves, copies, approval, papers, and taking a result back', async () => {
  const made = await call('POST', '/stocktakes', { library: 'KOTA', name: 'Rak 14', spaces: ['14'] });
  expect(made).toMatchObject({ status: 201, body: { expected: 3, status: 'open' } });
  const path = `/stocktakes/${String(made.body.id)}`;
  const nonce = randomUUID();
  const batch = {
    device: 'ponsel',
    scans: [
      { nonce, barcode: 'B1', space: '14', at: '2026-11-25T02:59:00Z' },
      { nonce: randomUUID(), barcode: 'X' },
    ],
  };
  const first = await call('POST', `${path}/scans`, batch);
  expect(first.body).toMatchObject({ data: [{ outcome: 'found', again: false }, { outcome: 'unknown' }] });
  expect((await call('POST', `${path}/scans`, batch)).body).toEqual(first.body);
  const wrong = await call('POST', `${path}/scans`, { device: 'x', scans: [{ nonce: 'bukan', barcode: 'B1' }] });
  expect(wrong.body).toMatchObject({ data: [{ nonce: 'bukan', outcome: 'unreadable' }] });
  expect((await call('GET', `${path}/scans?device=ponsel`)).body.data).toHaveLength(2);
  expect((await call('DELETE', `${path}/scans/${nonce}`)).status).toBe(204);
  expect((await call('GET', `${path}/copies?state=not_found`)).body.data).toHaveLength(3);
  await call('POST', `${path}/scans`, { device: 'ponsel', scans: [{ nonce: randomUUID(), barcode: 'B1' }] });
  expect((await call('PUT', `${path}/shelves/14`, { done: true })).status).toBe(204);
  const { body: seen } = await call('GET', path);
  expect(seen).toMatchObject({
    counts: { found: 1, not_found: 2 },
    shelves: [{ doneBy: 'Petugas admin', expected: 3 }],
  });
  const approval = { revision: seen.revision, except: ['B3'] };
  expect((await call('POST', `${path}/approve`, approval)).body).toMatchObject({ changed: { missing: 1 } });
  expect((await call('GET', `${path}/results`)).body).toMatchObject({ data: [{ barcode: 'B2', kind: 'missing' }] });
  for (const paper of ['minutes', 'not-found']) {
    expect((await call('GET', `${path}/${paper}`)).raw.subarray(0, 5).toString()).toBe('%PDF-');
  }
  expect((await call('GET', `${path}/sheet`)).raw.subarray(0, 2).toString()).toBe('PK');
  expect((await call('DELETE', `${path}/results/B2`)).status).toBe(204);
  expect((await call('POST', `${path}/cancel`)).body).toMatchObject({ code: 'stocktake.ended' });
  expect((await call('GET', '/stocktakes?library=KOTA')).body.data).toHaveLength(1);
  const reading = await call('POST', '/shelf-readings', { barcodes: ['B3', 'B1', 'B2', 'X'] });
  expect(reading.body).toMatchObject({
    copies: [{ barcode: 'B3', move: { after: { barcode: 'B2' } } }, { move: null }, { move: null }],
    unknown: ['X'],
  });
});

test('weeding and the register by API', async () => {
  const made = await call('POST', '/weedings', { library: 'KOTA', name: 'Usang', unusedYears: 5 });
  expect(made).toMatchObject({ status: 201, body: { copies: 3, decided: 0 } });
  const path = `/weedings/${String(made.body.id)}`;
  const decided = await call('POST', `${path}/decide`, { barcodes: ['B1'], decision: 'weed', reason: 'Usang' });
  expect(decided.body).toMatchObject({ decided: 1 });
  expect((await call('GET', `${path}/copies?decision=open`)).body.data).toHaveLength(2);
  expect((await call('POST', `${path}/withdraw`)).body).toMatchObject({ withdrawn: 1, leftAlone: 0 });
  expect((await call('GET', `${path}/minutes`)).raw.subarray(0, 5).toString()).toBe('%PDF-');
  expect((await call('DELETE', `${path}/withdrawals/B1`)).status).toBe(204);
  expect((await call('GET', path)).body).toMatchObject({ status: 'done' });
  expect((await call('POST', `${path}/cancel`)).status).toBe(409);
  expect((await call('GET', '/weedings?library=KOTA')).body.data).toHaveLength(1);
  const period = 'library=KOTA&from=2000-01-01&to=2000-12-31';
  expect((await call('GET', `/accession-register?${period}`)).body.data).toHaveLength(3);
  expect((await call('GET', `/accession-register/pdf?${period}`)).raw.subarray(0, 5).toString()).toBe('%PDF-');
  expect((await call('GET', `/accession-register/sheet?${period}`)).raw.subarray(0, 2).toString()).toBe('PK');
});
