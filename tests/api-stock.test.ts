import { beforeAll, expect, test } from 'vitest';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);
beforeAll(async () => {
  const { id: libraryId } = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  await makeLibrary(t.ctx(), 'TBM-MAWAR', 'TBM Mawar');
  await makeMember(t.ctx(), { fullName: 'Dimas Aji', number: 'A1', homeLibrary: 'KOTA' });
  for (const barcode of ['B1', 'B2', 'B3']) await makeCopy(t.ctx(), { title: `Buku ${barcode}`, barcode, libraryId });
  await makeCopy(t.ctx(), { title: 'Proyektor', barcode: 'ALAT-1', libraryId, itemType: 'alat' });
  await makeCopy(t.ctx(), { title: 'Layar', barcode: 'ALAT-2', libraryId, itemType: 'alat' });
});

type Json = Record<string, unknown>;
const call = async (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => {
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
const boxOf = (body: Json, nth: number): string => (body.boxes as { code: string }[])[nth]?.code ?? '';

test('a bulk loan by API: agreement, boxes, hand-over, partial return, exchange, what is lost, and its papers', async () => {
  const agreed = { library: 'KOTA', receiverLibrary: 'TBM-MAWAR', contactName: 'Bu Sri' };
  const period = { startsOn: '2026-11-25', dueOn: '2026-12-23' };
  const wrong = await call('POST', '/bulk-loans', { ...agreed, startsOn: '2026-11-25', dueOn: '2026-11-01' });
  expect(wrong).toMatchObject({ status: 422, body: { code: 'platform.invalid_input' } });
  const made = await call('POST', '/bulk-loans', { ...agreed, ...period });
  expect(made).toMatchObject({
    status: 201,
    body: { status: 'packing', receiver: { kind: 'unit', name: 'TBM Mawar' } },
  });
  const path = `/bulk-loans/${String(made.body.id)}`;
  const box = boxOf(made.body, 0);
  for (const itemBarcode of ['B1', 'B2']) {
    expect((await call('POST', `/bulk-loans/boxes/${box}/items`, { itemBarcode })).status).toBe(201);
  }
  const twice = await call('POST', `/bulk-loans/boxes/${box}/items`, { itemBarcode: 'B2' });
  expect(twice).toMatchObject({ status: 409, body: { code: 'bulk_loans.item_boxed' } });
  expect((await call('DELETE', `/bulk-loans/boxes/${box}/items/B2`)).status).toBe(204);
  await call('POST', `/bulk-loans/boxes/${box}/items`, { itemBarcode: 'B2' });
  expect((await call('POST', `${path}/hand-over`)).body).toMatchObject({ status: 'open', counts: { away: 2 } });

  // the ordinary way of taking back answers with a flag, and the box is asked for
  const scanned = await call('POST', '/check-ins', { itemBarcode: 'B1', library: 'KOTA' });
  expect(scanned).toMatchObject({
    status: 200,
    body: {
      loan: null,
      placement: { kind: 'bulk_loan', unit: { code: 'TBM-MAWAR' } },
      messages: [{ code: 'circulation.bulk_loan_copy' }],
    },
  });
  expect((await call('GET', '/bulk-loans/copies/B1')).body).toMatchObject({ box: 1, handedOver: true });
  expect((await call('GET', '/bulk-loans/copies/B3')).status).toBe(404);
  const returned = await call('POST', '/bulk-loans/return-copy', { itemBarcode: 'B1', library: 'KOTA' });
  expect(returned).toMatchObject({ status: 200, body: { stillAway: 1, placement: 'shelf' } });
  const { body: second } = await call('POST', `${path}/boxes`, { note: 'Dongeng' });
  await call('POST', `/bulk-loans/boxes/${String(second.code)}/items`, { itemBarcode: 'B3' });
  const swap = { backBox: box, newBox: String(second.code), notInside: ['B2'], library: 'KOTA' };
  const exchanged = await call('POST', '/bulk-loans/exchange-boxes', swap);
  expect(exchanged.body).toMatchObject({ returned: 0, handedOver: 1, stillAway: [{ barcode: 'B2', onLoan: false }] });
  await call('POST', `${path}/extend`, { dueOn: '2027-01-20', reason: 'Lomba bercerita' });
  const lost = await call('POST', `${path}/report-missing`, { itemBarcodes: ['B2', 'B3'], fate: 'lost' });
  expect(lost.body).toMatchObject({ status: 'closed', dueOn: '2027-01-20', counts: { returned: 1, missing: 2 } });
  expect(await call('POST', `${path}/cancel`)).toMatchObject({ status: 409, body: { code: 'bulk_loans.ended' } });
  expect((await call('GET', '/bulk-loans?library=KOTA')).body).toMatchObject({ data: [], next: null });
  expect((await call('GET', '/bulk-loans?library=TBM-MAWAR&all=true')).body.data).toHaveLength(1);
  for (const paper of ['slip', 'labels']) {
    expect((await call('GET', `${path}/${paper}`)).raw.subarray(0, 5).toString()).toBe('%PDF-');
  }
});

test('bookings by API: a set whole, a refusal that says why, and taking it back', async () => {
  const set = await call('POST', '/libraries/KOTA/booking-sets', {
    name: 'Bioskop',
    itemBarcodes: ['ALAT-1', 'ALAT-2'],
  });
  expect(set.status).toBe(201);
  const period = { startsAt: '2026-12-08T01:00:00Z', endsAt: '2026-12-08T05:00:00Z' };
  const booked = await call('POST', '/bookings', { memberNumber: 'A1', setId: set.body.id, ...period });
  expect(booked).toMatchObject({ status: 201, body: { status: 'booked', ...isoOf(period) } });
  expect(booked.body.items).toHaveLength(2);
  const taken = await call('POST', '/bookings', { memberNumber: 'A1', itemBarcodes: ['ALAT-2'], ...period });
  expect(taken).toMatchObject({ status: 409, body: { code: 'bookings.taken' } });
  const on = '/bookings?library=KOTA&from=2026-12-08T00:00:00Z&to=2026-12-09T00:00:00Z';
  expect((await call('GET', on)).body.data).toHaveLength(1);
  const path = `/bookings/${String(booked.body.id)}`;
  expect((await call('DELETE', path)).status).toBe(204);
  expect((await call('GET', path)).body).toMatchObject({ status: 'cancelled' });
  expect((await call('GET', '/libraries/KOTA/booking-sets')).body.data).toHaveLength(1);
  expect((await call('DELETE', `/booking-sets/${String(set.body.id)}`)).status).toBe(204);
});
const isoOf = (period: { startsAt: string; endsAt: string }) => ({
  startsAt: new Date(period.startsAt).toISOString(),
  endsAt: new Date(period.endsAt).toISOString(),
});

test('the route of a mobile library by API', async () => {
  const stop = { place: 'Balai Gedog', firstOn: '2026-11-27', opensMinute: 540, closesMinute: 660 };
  const { status, body } = await call('POST', '/libraries/KOTA/stops', stop);
  expect(status).toBe(201);
  const skip = { on: '2026-11-27', reason: 'Servis' };
  expect((await call('POST', `/stops/${String(body.id)}/skips`, skip)).status).toBe(204);
  expect((await call('GET', '/libraries/kota/stops')).body).toMatchObject({
    data: [{ place: 'Balai Gedog', everyWeeks: 1, skips: [skip] }],
    next: null,
  });
  expect((await call('GET', '/libraries/KOTA/stop-visits?days=8')).body).toMatchObject({
    data: [{ on: '2026-11-27', skipped: 'Servis' }],
    next: null,
  });
  expect((await call('DELETE', `/stops/${String(body.id)}/skips/2026-11-27`)).status).toBe(204);
  expect((await call('DELETE', `/stops/${String(body.id)}`)).status).toBe(204);
});
