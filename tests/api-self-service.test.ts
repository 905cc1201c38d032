import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { resetPin } from '#modules/people/members';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);
let bearer = '';
beforeAll(async () => {
  const { id: libraryId } = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  const number = await makeMember(t.ctx(), {
    fullName: 'Ratna Dewi',
    number: 'A1',
    homeLibrary: 'KOTA',
    category: 'umum',
  });
  for (const barcode of ['B1', 'B2']) await makeCopy(t.ctx(), { title: `Buku ${barcode}`, barcode, libraryId });
  const { pin } = await resetPin(t.ctx(), number);
  const signedIn = await app.inject({
    method: 'POST',
    url: '/api/v1/member-sessions',
    payload: { number, secret: pin },
  });
  bearer = `Bearer ${z.object({ token: z.string() }).parse(signedIn.json()).token}`;
});

type Json = Record<string, unknown>;
const send = async (as: Record<string, string>, method: 'GET' | 'POST' | 'PUT', path: string, body?: object) => {
  const response = await app.inject({ method, url: `/api/v1${path}`, headers: as, ...(body && { payload: body }) });
  const json: unknown = response.json();
  return { status: response.statusCode, body: json as Json };
};
const staff = async (...rest: ['GET' | 'POST' | 'PUT', string, object?]) =>
  send({ authorization: `Bearer ${app.token}` }, ...rest);
const phone = async (...rest: ['GET' | 'POST' | 'PUT', string, object?]) => send({ authorization: bearer }, ...rest);

test('by API: the rule, the room’s code, presence, an offer, a loan sent twice, the receipt and the door', async () => {
  const book = { library: 'KOTA', itemBarcode: 'B1' };
  expect(await phone('POST', '/self-service/offers', book)).toMatchObject({
    status: 409,
    body: { code: 'self_service.not_offered' },
  });
  const rule = {
    phone: true,
    presence: 'code',
    networks: [],
    returnBox: true,
    dropPresence: true,
    kioskPin: false,
    kioskSeconds: 60,
  };
  expect((await staff('PUT', '/self-service/rule?library=KOTA', rule)).body).toEqual(rule);
  expect((await staff('GET', '/self-service/rule?library=KOTA')).body).toEqual(rule);
  expect((await phone('POST', '/self-service/offers', book)).body.code).toBe('self_service.presence_needed');
  const { body: room } = await staff('GET', '/self-service/room-code?library=KOTA');
  const shown = await phone('POST', '/self-service/prove-presence', { library: 'KOTA', code: room.code });
  expect(shown.status).toBe(200);
  const inside = { ...book, presence: shown.body.token };
  expect((await phone('POST', '/self-service/offers', inside)).body).toMatchObject({
    title: 'Buku B1',
    itemBarcode: 'B1',
  });
  const once = { authorization: bearer, 'idempotency-key': 'kunci-sekali-1' };
  const first = await send(once, 'POST', '/self-service/loans', inside);
  expect(first).toMatchObject({ status: 201, body: { title: 'Buku B1' } });
  expect((await send(once, 'POST', '/self-service/loans', inside)).body).toEqual(first.body);
  const { body: own } = await phone('GET', '/self-service/loans');
  const { body: door } = await staff('GET', '/self-service/door-checks?library=KOTA');
  expect(own).toMatchObject({ data: [{ loans: [{ loanId: first.body.loanId }] }] });
  expect(door).toMatchObject({
    data: [{ word: expect.stringMatching(/^[A-Z]+ \d\d$/) as string, loans: [{ via: 'phone', seenAt: null }] }],
  });
  expect(await staff('PUT', `/self-service/door-checks/${String(first.body.loanId)}`, { seen: true })).toMatchObject({
    status: 200,
  });
  const dropped = await phone('POST', '/self-service/drops', inside);
  expect(dropped).toMatchObject({ status: 201, body: { itemBarcode: 'B1', loanId: first.body.loanId } });
  expect((await phone('GET', '/self-service/drops')).body).toEqual({ data: [dropped.body], next: null });
  expect((await staff('GET', '/self-service/box-drops?library=KOTA')).body).toEqual({
    data: [dropped.body],
    next: null,
  });
  const missing = `/api/v1/self-service/drops/${String(dropped.body.id)}/report-missing`;
  const headers = { authorization: `Bearer ${app.token}` };
  expect((await app.inject({ method: 'POST', url: missing, headers })).statusCode).toBe(204);
  expect((await phone('GET', '/self-service/drops')).body).toEqual({ data: [], next: null });
  expect((await phone('GET', '/self-service/door-checks?library=KOTA')).status).toBe(403);
  expect((await phone('GET', '/self-service/room-code?library=KOTA')).status).toBe(403);
});
