import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWithoutSecondTry, playLocks } from '../../../../../tests/support/lock-play.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { makeItem } from '#modules/collection/catalog/testing';
import { checkIn, checkOut, placeHold } from '#modules/lending/circulation';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import type { Library } from '#modules/ground/libraries';
import type { Db, Tx } from '#platform/database/db';
import { createBulkLoan, exchangeBoxes, getBulkLoan, handOver, packCopy } from '../index.ts';

const t = useTestDb();
let many: Db;
let kota: Library;
let tbm: Library;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  tbm = await makeLibrary(t.ctx(), 'TBM-MAWAR', 'TBM Mawar');
  many = openWithoutSecondTry(t.address);
});
afterAll(async () => many.destroy());
const desk = (library: Library, db = t.db) => ({ ...t.ctx({ id: 1 }), db, libraryId: library.id });

test('a box comes back while one of its books is taken back from a reader of the unit: neither act is thrown out', async () => {
  const members = ['A1', 'A2'];
  for (const number of members) await makeMember(t.ctx(), { fullName: 'Dimas Aji', number, homeLibrary: 'KOTA' });
  await makeCopy(t.ctx(), { title: 'Bumi Manusia', barcode: 'B-1', libraryId: kota.id });
  const { bibId } = await t.db
    .selectFrom('item')
    .select('bibId')
    .where('barcode', '=', 'B-1')
    .executeTakeFirstOrThrow();
  await makeItem(t.ctx(), { bibId, libraryId: kota.id, barcodes: ['B-2'] });
  const id = await createBulkLoan(desk(kota), kota.id, {
    contactName: 'Bu Sri',
    startsOn: '2026-11-25',
    dueOn: '2026-12-23',
    receiverLibrary: 'TBM-MAWAR',
  });
  const box = (await getBulkLoan(desk(kota), id)).boxes[0]?.code ?? '';
  for (const itemBarcode of ['B-1', 'B-2']) await packCopy(desk(kota), { box, itemBarcode });
  await handOver(desk(kota), id);
  await checkOut(desk(tbm), { memberNumber: 'A1', itemBarcode: 'B-2' });
  await placeHold(desk(kota), { bibId, memberNumber: 'A2', pickupLibraryId: kota.id });

  const holdSecond = async (trx: Tx) => sql`select 1 from item where barcode = 'B-2' for update`.execute(trx);
  const outcomes = await playLocks(t.db, holdSecond, [
    async () => checkIn(desk(tbm, many), { itemBarcode: 'B-2' }),
    async () => exchangeBoxes(desk(kota, many), { backBox: box, newBox: null }),
  ]);
  expect(outcomes).toEqual(['done', 'done']);
  const { counts } = await getBulkLoan(desk(kota), id);
  expect(counts.away + counts.returned).toBe(2);
  const caught = await t.db.selectFrom('hold').select(['status', 'itemId']).where('bibId', '=', bibId).execute();
  expect(caught).toHaveLength(1);
  expect(caught[0]?.itemId).not.toBeNull();
});
