import { beforeAll, expect, test } from 'vitest';
import { useApi } from '../../../../../tests/support/test-api.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { makeCopy, makeLibrary, makeMember } from '../testing.ts';

const t = useTestDb();
const app = useApi(t);
let libraryId: number;
beforeAll(async () => {
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
});

const call = async (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => {
  const response = await app.inject({
    method,
    url: `/api/v1${path}`,
    headers: { authorization: `Bearer ${app.token}` },
    ...(body && { payload: body }),
  });
  const json: unknown = response.body === '' ? null : response.json();
  return { status: response.statusCode, body: json as Record<string, unknown> };
};
const copy = async (barcode: string, itemType = 'umum') =>
  makeCopy(t.ctx(), { title: 'Gadis Kretek', barcode, libraryId, itemType });
const member = async (number: string) =>
  makeMember(t.ctx(), { fullName: 'Nanda Kusumawati', number, homeLibrary: 'KOTA' });

test('a loan with a due date of the desk’s own; without a reason, or beyond reach, it is refused at its field', async () => {
  const [memberNumber, itemBarcode] = [await member('N1'), await copy('G1')];
  const lend = async (due: object) => call('POST', '/loans', { memberNumber, itemBarcode, library: 'KOTA', due });
  expect(await lend({ on: '2026-12-24' })).toMatchObject({ status: 422 });
  expect(await lend({ on: '2028-12-24', reason: 'x' })).toMatchObject({ status: 422 });
  expect(await lend({ on: 'besok', reason: 'x' })).toMatchObject({ status: 422 });
  const lent = await lend({ on: '2026-12-24', reason: 'Kuliah kerja nyata' });
  expect(lent).toMatchObject({ status: 201, body: { dueAt: '2026-12-24T16:59:59.000Z' } });
});

test('reading without a card is counted, told by collection, and taken back', async () => {
  await copy('R1', 'referensi');
  const counted = await call('POST', '/readings', { itemBarcode: 'R1', library: 'KOTA' });
  expect(counted).toMatchObject({ status: 201, body: { itemType: 'referensi', again: false } });
  const asked = '/reading-statistics?from=2026-11-25&to=2026-11-25';
  const row = { library: { code: 'KOTA' }, itemType: 'referensi', counted: 1, lent: 0 };
  expect(await call('GET', asked)).toMatchObject({ status: 200, body: { data: [row] } });
  expect(await call('DELETE', `/readings/${String(counted.body.id)}`)).toMatchObject({ status: 204 });
  expect(await call('DELETE', `/readings/${String(counted.body.id)}`)).toMatchObject({ status: 404 });
  expect(await call('GET', asked)).toMatchObject({ body: { data: [] } });
});

test('any copy of a title is booked by its record', async () => {
  await copy('P1', 'alat');
  const { bibId } = await t.db.selectFrom('item').select('bibId').where('barcode', '=', 'P1').executeTakeFirstOrThrow();
  const span = { startsAt: '2026-12-01T01:00:00Z', endsAt: '2026-12-02T01:00:00Z' };
  const book = async (part: object) => call('POST', '/bookings', { memberNumber: 'N1', bibId, ...span, ...part });
  expect(await book({ library: 'TIDAK-ADA' })).toMatchObject({ status: 404 });
  expect(await book({ library: 'KOTA' })).toMatchObject({ status: 201, body: { items: [{ barcode: 'P1' }] } });
  expect(await book({})).toMatchObject({ status: 409, body: { code: 'bookings.taken' } });
});
