import { afterAll, beforeAll, expect, test } from 'vitest';
import { useApi } from '../../../../../tests/support/test-api.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { openDb, poolConfig, type Db } from '#platform/database/db';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import type { Library } from '#modules/ground/libraries';
import { checkOut, forgetRequestKeys, placeHold, renewLoan } from '../index.ts';
import { makeCopy, makeLibrary, makeMember } from '../testing.ts';

const t = useTestDb();
const api = useApi(t, { username: 'kunci' });
/** Twenty real connections. */
let many: Db;
let kota: Library;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  many = openDb(poolConfig(t.address, 20)).db;
});
afterAll(async () => many.destroy());
const ctx = () => ({ ...t.ctx(), db: many, libraryId: kota.id });
const reader = async (number: string) =>
  makeMember(t.ctx(), { fullName: `Anggota ${number}`, number, homeLibrary: 'KOTA', category: 'umum' });
const lent = async (number: string, barcode: string): Promise<number> => {
  const memberNumber = await reader(number);
  const itemBarcode = await makeCopy(t.ctx(), { title: 'Bumi Manusia', barcode, libraryId: kota.id });
  return (await checkOut(ctx(), { memberNumber, itemBarcode })).loan.id;
};
const renewals = async (loanId: number): Promise<number> =>
  (await t.db.selectFrom('loanRenewal').select('id').where('loanId', '=', loanId).execute()).length;

test('a renewal that a phone sends twenty times at once is made once, and every sending has the same answer', async () => {
  const loanId = await lent('K1', 'KUNCI-1');
  const requestKey = 'b3f0c9f2-0000-4000-8000-000000000001';
  const answers = await Promise.all(Array.from({ length: 20 }, async () => renewLoan(ctx(), { loanId, requestKey })));
  expect(new Set(answers.map(({ dueAt }) => dueAt.toISOString())).size).toBe(1);
  expect(await renewals(loanId)).toBe(1);
});

test('the same key for another loan is refused', async () => {
  const [first, second] = [await lent('K2', 'KUNCI-2'), await lent('K3', 'KUNCI-3')];
  const requestKey = 'b3f0c9f2-0000-4000-8000-000000000002';
  await renewLoan(ctx(), { loanId: first, requestKey });
  await expect(renewLoan(ctx(), { loanId: second, requestKey })).rejects.toMatchObject({
    code: 'circulation.request_key_used',
  });
  expect(await renewals(second)).toBe(0);
});

test('a hold that is sent twenty times at once is placed once', async () => {
  const memberNumber = await reader('K4');
  await lent('K5', 'KUNCI-5');
  const bibId = await makeBib(t.ctx(), { title: 'Gadis Kretek' });
  await makeItem(t.ctx(), { bibId, libraryId: kota.id, barcodes: ['KUNCI-6'] });
  await checkOut(ctx(), { memberNumber: await reader('K6'), itemBarcode: 'KUNCI-6' });
  const input = { memberNumber, bibId, pickupLibraryId: kota.id, requestKey: 'b3f0c9f2-0000-4000-8000-000000000003' };
  const answers = await Promise.all(Array.from({ length: 20 }, async () => placeHold(ctx(), input)));
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  const other = { ...input, memberNumber: await reader('K7') };
  await expect(placeHold(ctx(), other)).rejects.toMatchObject({ code: 'circulation.request_key_used' });
});

test('by API the key is the header Idempotency-Key, and something that is no key is refused', async () => {
  const loanId = await lent('K8', 'KUNCI-8');
  const renew = async (key: string) =>
    api.inject({
      method: 'POST',
      url: `/api/v1/loans/${loanId}/renew`,
      headers: { authorization: `Bearer ${api.token}`, 'idempotency-key': key },
    });
  expect((await renew('kunci-dari-ponsel-1')).statusCode).toBe(201);
  expect((await renew('kunci-dari-ponsel-1')).statusCode).toBe(201);
  expect(await renewals(loanId)).toBe(1);
  expect((await renew('x')).statusCode).toBe(422);
});

test('keys that nobody sends any more are forgotten; what was done with them stays', async () => {
  const keysOf = async () =>
    (await t.db.selectFrom('loanRenewal').select('requestKey').execute()).map((row) => row.requestKey);
  const before = await keysOf();
  expect(before.some((key) => key !== null)).toBe(true);
  const soon = new Date(t.clock.now().getTime() - 1000);
  expect(await forgetRequestKeys(t.db, soon)).toBe(0);
  expect(await keysOf()).toEqual(before);
  expect(await forgetRequestKeys(t.db, new Date(t.clock.now().getTime() + 1000))).toBeGreaterThan(1);
  expect(await keysOf()).toEqual(before.map(() => null));
  expect(await t.db.selectFrom('hold').select('id').where('requestKey', 'is not', null).execute()).toEqual([]);
});
