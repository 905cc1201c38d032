import { beforeAll, expect, test } from 'vitest';
import { suggestTitle } from '#modules/stock/acquisition';
import { asReader } from '#modules/stock/acquisition/testing';
import { makeBib } from '#modules/collection/catalog/testing';
import { aLibrary, aMember } from '#modules/people/members/testing';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);
let suggestionId = 0;
beforeAll(async () => {
  await aLibrary(t.ctx());
  const reader = asReader(t, await aMember(t.ctx()));
  suggestionId = (await suggestTitle(reader, { title: 'Namaku Alam', isbn: '9786020331775' })).id;
});

type Json = Record<string, unknown>;
const call = async (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object) => {
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

test('a suggestion by API: the queue, the answer with its reason, and what only readers may do', async () => {
  const queue = await call('GET', '/suggestions/queue');
  expect(queue).toMatchObject({ status: 200, body: { data: [{ id: suggestionId, votes: 1, title: 'Namaku Alam' }] } });
  const path = `/suggestions/${suggestionId}`;
  expect((await call('POST', `${path}/decide`, { decision: 'buy', reason: '', version: 1 })).status).toBe(422);
  const stale = await call('POST', `${path}/decide`, { decision: 'buy', reason: 'Masuk pesanan.', version: 7 });
  expect(stale).toMatchObject({ status: 412, body: { code: 'platform.version_conflict' } });
  const answered = await call('POST', `${path}/decide`, { decision: 'buy', reason: 'Masuk pesanan.', version: 1 });
  expect(answered).toMatchObject({ status: 200, body: { status: 'buy', reason: 'Masuk pesanan.', version: 2 } });
  expect((await call('GET', '/suggestions/queue?status=buy')).body).toMatchObject({ data: [{ id: suggestionId }] });
  for (const [method, of] of [
    ['GET', '/suggestions'],
    ['POST', '/suggestions'],
    ['PUT', `${path}/vote`],
  ] as const) {
    expect((await call(method, of, method === 'POST' ? { title: 'Lain' } : undefined)).status, of).toBe(403);
  }
});

test('budgets and orders by API: a draft, its money, a delivery that is sent twice, a mistake undone, the letter', async () => {
  const given = { library: 'KOTA', source: 'apbd', year: 2026, name: 'Belanja buku', amount: 500_000 };
  const { body: budget } = await call('POST', '/budgets', given);
  expect(await call('POST', '/budgets', given)).toMatchObject({
    status: 409,
    body: { code: 'acquisition.budget_taken' },
  });
  const made = await call('POST', '/orders', { library: 'KOTA', supplier: 'CV Pustaka' });
  expect(made).toMatchObject({ status: 201, body: { status: 'draft', number: 'SP-KOTA-2026-0001' } });
  const path = `/orders/${String(made.body.id)}`;
  const line = { title: 'Namaku Alam', copies: 3, unitPrice: 100_000, library: 'KOTA', itemType: 'umum' };
  const drafted = await call('POST', `${path}/lines`, { ...line, budgetId: budget.id });
  expect(drafted).toMatchObject({ status: 201, body: { total: 300_000 } });
  const [{ id: lineId }] = drafted.body.lines as [{ id: number }];
  expect((await call('POST', `${path}/place`, {})).body).toMatchObject({ status: 'ordered' });
  expect((await call('GET', '/budgets?year=2026')).body).toMatchObject({ data: [{ remaining: 200_000 }] });
  const delivery = { requestKey: 'kiriman-satu', lines: [{ lineId, copies: 2 }] };
  await call('POST', `${path}/deliveries`, delivery);
  const again = await call('POST', `${path}/deliveries`, delivery);
  expect(again).toMatchObject({ status: 201, body: { received: 2, status: 'partly_received' } });
  const tooMany = await call('POST', `${path}/deliveries`, { ...delivery, requestKey: 'kiriman-dua' });
  expect(tooMany).toMatchObject({ status: 409, body: { code: 'acquisition.too_many' } });
  const [{ copies }] = again.body.deliveries as [{ copies: { itemId: number }[] }];
  const undone = await call('POST', `${path}/copies/${String(copies[0]?.itemId)}/undo-receipt`, {
    reason: 'Salah judul',
  });
  expect(undone).toMatchObject({ status: 200, body: { received: 1 } });
  expect((await call('POST', `${path}/end`, { reason: 'Habis cetak' })).body).toMatchObject({ status: 'closed' });
  expect((await call('GET', '/orders?status=closed')).body.data).toHaveLength(1);
  expect((await call('GET', `${path}/letter`)).raw.subarray(0, 5).toString()).toBe('%PDF-');
});

test('a gift by API: its books, what is kept, and the letter of thanks', async () => {
  const given = { library: 'KOTA', donorName: 'Bapak Soedarmo', receivedOn: '2026-11-20' };
  const made = await call('POST', '/donations', given);
  expect(made).toMatchObject({ status: 201, body: { number: 'HB-KOTA-2026-0001' } });
  const path = `/donations/${String(made.body.id)}`;
  const listed = await call('POST', `${path}/books`, { title: 'Sejarah Blitar', copies: 2 });
  const [{ id: bookId }] = listed.body.books as [{ id: number }];
  expect((await call('POST', `${path}/thank`)).body.code).toBe('acquisition.donation_open');
  const kept = await call('POST', `${path}/books/${bookId}/decide`, { accepted: 2, itemType: 'umum' });
  expect(kept).toMatchObject({ status: 200, body: { accepted: 2, undecided: 0 } });
  expect((await call('POST', `${path}/thank`)).status).toBe(201);
  expect((await call('GET', `${path}/letter`)).raw.subarray(0, 5).toString()).toBe('%PDF-');
  expect((await call('GET', '/donations')).body.data).toHaveLength(1);
  expect((await call('GET', '/letters')).body).toMatchObject({ data: [{ kind: 'thanks', memberNumber: null }] });
});

test('subscriptions by API: issues that are expected, received, undone, given up, claimed and bound', async () => {
  const bibId = await makeBib(t.ctx(), { title: 'Horison' });
  const made = await call('POST', '/subscriptions', {
    ...{ library: 'KOTA', bibId, supplier: 'Agen Koran', frequency: 'monthly', itemType: 'umum', makesCopies: true },
    ...{ startsOn: '2026-09-01', endsOn: '2027-08-31', firstVolume: 60, firstNumber: 9, numbersPerVolume: 12 },
  });
  expect(made).toMatchObject({ status: 201, body: { title: 'Horison', received: 0 } });
  const path = `/subscriptions/${String(made.body.id)}`;
  const issues = made.body.issues as { id: number }[];
  const [december, november, october, september] = issues.map(({ id }) => id);
  for (const issue of [september, october, november]) await call('POST', `${path}/issues/${issue}/receive`);
  expect(await call('POST', `${path}/issues/${september}/receive`)).toMatchObject({ status: 409 });
  await call('POST', `${path}/issues/${november}/undo-receipt`);
  const bound = await call('POST', `${path}/volumes`, { issues: [september, october] });
  expect(bound).toMatchObject({ status: 201 });
  await call('POST', `${path}/issues/${december}/give-up`);
  expect(await call('POST', `${path}/claims`)).toMatchObject({ status: 409, body: { code: 'serials.nothing_late' } });
  expect((await call('GET', path)).body).toMatchObject({ received: 2, missing: 1 });
  expect((await call('POST', `${path}/end`, { reason: 'Berhenti terbit' })).body.endReason).toBe('Berhenti terbit');
  expect((await call('GET', '/subscriptions')).body.data).toHaveLength(1);
});
