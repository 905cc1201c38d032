import { beforeAll, expect, test } from 'vitest';
import { useApi } from '../../../../../tests/support/test-api.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';

const t = useTestDb();
const app = useApi(t);

beforeAll(async () => {
  await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  await makeMember(t.ctx(), { fullName: 'Dimas Aji', number: 'A1', homeLibrary: 'KOTA' });
});

type Method = 'GET' | 'POST' | 'DELETE';
const call = async (method: Method, path: string, body?: object, headers: Record<string, string> = {}) => {
  const response = await app.inject({
    method,
    url: `/api/v1${path}`,
    headers: { authorization: `Bearer ${app.token}`, ...headers },
    ...(body && { payload: body }),
  });
  const isJson = String(response.headers['content-type']).includes('json');
  const json: unknown = isJson ? response.json() : response.body;
  return { status: response.statusCode, body: json as Record<string, unknown>, raw: response.rawPayload };
};

test('charge, pay in part, waive the rest, and look at all of it', async () => {
  const damage = { kind: 'damage', amount: 20_000, note: 'Halaman robek', library: 'KOTA' };
  const charge = await call('POST', '/members/A1/charges', damage);
  expect(charge).toMatchObject({ status: 201, body: { kind: 'damage', left: 20_000, library: { code: 'KOTA' } } });
  const key = { 'idempotency-key': 'bayar-0001' };
  const payment = { amount: 5_000, method: 'cash', library: 'KOTA' };
  const paid = await call('POST', '/members/A1/payments', payment, key);
  expect(paid).toMatchObject({ status: 201, body: { number: 'KW-KOTA-2026-00001', amount: 5_000, balance: 15_000 } });
  expect((await call('POST', '/members/A1/payments', payment, key)).body).toEqual(paid.body);
  const tooMuch = await call('POST', '/members/A1/payments', { ...payment, amount: 15_001 });
  expect(tooMuch).toMatchObject({ status: 409, body: { code: 'charges.more_than_owed' } });
  const waiver = await call('POST', `/charges/${String(charge.body.id)}/waivers`, { reason: 'Sudah dijilid sendiri' });
  expect(waiver).toMatchObject({ status: 201, body: { left: 0 } });
  expect((await call('GET', '/members/A1/charges')).body).toMatchObject({
    balance: 0,
    owed: [],
    data: [
      { kind: 'waive', amount: -15_000 },
      { kind: 'payment', amount: -5_000 },
      { kind: 'damage', amount: 20_000 },
    ],
    next: null,
  });
  const receipt = await call('GET', `/receipts/${String(paid.body.id)}`);
  expect(receipt.body).toEqual(paid.body);
  const slip = await call('GET', `/receipts/${String(paid.body.id)}/pdf`);
  expect(slip.raw.subarray(0, 5).toString()).toBe('%PDF-');
});

test('a payment that was booked by mistake is taken back, once', async () => {
  await makeMember(t.ctx(), { fullName: 'Nanda Putri', number: 'A2', homeLibrary: 'KOTA' });
  await call('POST', '/members/A2/charges', { kind: 'other', amount: 9_000, library: 'KOTA' });
  const paid = await call('POST', '/members/A2/payments', { amount: 9_000, method: 'cash', library: 'KOTA' });
  const path = `/receipts/${String(paid.body.id)}/void`;
  expect(await call('POST', path, {})).toMatchObject({ status: 422 });
  const key = { 'idempotency-key': 'batal-api-1' };
  const back = await call('POST', path, { reason: 'Salah anggota' }, key);
  expect(back).toMatchObject({
    status: 201,
    body: { kind: 'void', amount: 9_000, voids: { number: paid.body.number } },
  });
  expect((await call('POST', path, { reason: 'Salah anggota' }, key)).body).toEqual(back.body);
  expect(await call('POST', path, { reason: 'Lagi' })).toMatchObject({
    status: 409,
    body: { code: 'charges.already_voided' },
  });
  const receipt = await call('GET', `/receipts/${String(paid.body.id)}`);
  expect(receipt.body).toMatchObject({ voidedBy: { number: back.body.number, reason: 'Salah anggota' } });
  for (const id of [paid.body.id, back.body.id]) {
    const slip = await call('GET', `/receipts/${String(id)}/pdf`);
    expect(slip.raw.subarray(0, 5).toString()).toBe('%PDF-');
  }
});

test('what is wrong is said in a sentence', async () => {
  expect(await call('POST', '/members/A1/payments', { amount: -5, method: 'cash' })).toMatchObject({ status: 422 });
  expect(await call('POST', '/members/A1/payments', { amount: 5, method: 'emas' })).toMatchObject({ status: 422 });
  expect(await call('GET', '/members/TIADA/charges')).toMatchObject({
    status: 404,
    body: { detail: 'Anggota nomor TIADA tidak ditemukan.' },
  });
  expect(await call('POST', '/charges/999/waivers', { reason: 'x' })).toMatchObject({ status: 404 });
  const short = { 'idempotency-key': 'x' };
  expect(await call('POST', '/members/A1/charges', { kind: 'other', amount: 1 }, short)).toMatchObject({ status: 422 });
});

test('the day’s cash, as a table too, and closed', async () => {
  expect((await call('GET', '/cash-days/KOTA/2026-11-25')).body).toMatchObject({ expectedCash: 5_000, closing: null });
  const table = await call('GET', '/cash-days/KOTA/2026-11-25/table');
  expect(table.raw.toString()).toContain('"KW-KOTA-2026-00001","10.00 WIB","A1","Tunai","","Petugas admin",5000,5000');
  const sheet = await call('GET', '/cash-days/KOTA/2026-11-25/table?format=xlsx');
  expect(sheet.raw.subarray(0, 2).toString()).toBe('PK');
  const closing = { counted: 5_000, deposited: 5_000, depositReference: 'STS-12' };
  expect(await call('POST', '/cash-days/KOTA/2026-11-25/close', closing)).toMatchObject({
    status: 201,
    body: { closing: { kept: 0, difference: 0, depositReference: 'STS-12' } },
  });
  const again = await call('POST', '/cash-days/KOTA/2026-11-25/close', closing);
  expect(again).toMatchObject({ status: 409, body: { detail: 'Kas hari ini sudah ditutup oleh Petugas admin.' } });
});
