import { afterAll, beforeAll, expect, test } from 'vitest';
import { findItemByBarcode } from '#modules/collection/catalog';
import { checkOut } from '#modules/lending/circulation';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import type { Library } from '#modules/ground/libraries';
import { openDb, poolConfig, type Db } from '#platform/database/db';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { approveStocktake, getStocktake, recordScans, startStocktake } from '../index.ts';
import { makeShelf, scan, shelve } from '../testing.ts';

const t = useTestDb();
/** Real connections, one for each phone. */
let many: Db;
let kota: Library;
const BOOKS = 60;
const barcodes = Array.from({ length: BOOKS }, (_, i) => `B${i}`);
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  const { id: spaceId } = await makeShelf(t.ctx(), kota.id, '14', ['800', '899']);
  for (const barcode of barcodes) {
    await shelve(t.ctx(), { barcode, libraryId: kota.id, spaceId, callNumber: `813 A${barcode} a` });
  }
  await makeMember(t.ctx(), { fullName: 'Dimas', number: 'A1', homeLibrary: 'KOTA', category: 'guru' });
  many = openDb(poolConfig(t.address, 12)).db;
});
afterAll(async () => many.destroy());
const staff = () => ({ ...t.ctx(), db: many, libraryId: kota.id });

test('three phones scan one shelf at once, each sends all twice: none is lost, none is counted twice', async () => {
  const id = await startStocktake(staff(), kota.id, { name: 'Bersama' });
  // each phone has two thirds of the shelf, so that every book is read by two of them
  const phones = [0, 1, 2].map((nth) => ({
    device: `ponsel-${nth}`,
    scans: barcodes.filter((_, i) => i % 3 !== nth).map((barcode) => scan(barcode, { space: '14' })),
  }));
  const batches = phones.flatMap(({ device, scans }) => {
    const parts = [scans.slice(0, 15), scans.slice(15, 30), scans.slice(30)];
    // the answer got lost on the way, so the phone sends it again
    return [...parts, ...parts].map((part) => ({ device, scans: part }));
  });
  const answers = await Promise.all(batches.map(async (batch) => recordScans(staff(), id, batch)));
  expect(answers.flat().every(({ outcome: said }) => said === 'found')).toBe(true);
  const { counts, expected } = await getStocktake(staff(), id);
  expect({ found: counts.found, expected }).toEqual({ found: BOOKS, expected: BOOKS });
  const kept = await t.db.selectFrom('stocktakeScan').select('nonce').where('stocktakeId', '=', id).execute();
  expect(kept).toHaveLength(phones.reduce((sum, { scans }) => sum + scans.length, 0));
});

test('while it is approved, phones either come in time or are told; a scan that came in time is never overlooked', async () => {
  for (let round = 0; round < 4; round++) {
    const id = await startStocktake(staff(), kota.id, { name: `Adu ${round}` });
    const barcode = `B${round}`;
    await recordScans(staff(), id, {
      device: 'a',
      scans: barcodes.filter((one) => one !== barcode).map((one) => scan(one)),
    });
    const { revision } = await getStocktake(staff(), id);
    const [sent, approved] = await Promise.all([
      outcome(recordScans(staff(), id, { device: 'b', scans: [scan(barcode)] })),
      outcome(approveStocktake(staff(), id, { revision })),
    ]);
    const status = (await findItemByBarcode(t.db, barcode))?.status;
    if (sent === 'done') expect([approved, status]).toEqual(['stocktake.changed', 'available']);
    else expect([sent, approved, status]).toEqual(['stocktake.ended', 'done', 'missing']);
  }
});

test('a copy that is lent while the approval runs is lent, or missing, never both', async () => {
  for (let round = 10; round < 14; round++) {
    const id = await startStocktake(staff(), kota.id, { name: `Pinjam ${round}` });
    const barcode = `B${round}`;
    await recordScans(staff(), id, {
      device: 'a',
      scans: barcodes.filter((one) => one !== barcode).map((one) => scan(one)),
    });
    const { revision } = await getStocktake(staff(), id);
    await Promise.all([
      outcome(checkOut(staff(), { memberNumber: 'A1', itemBarcode: barcode })),
      outcome(approveStocktake(staff(), id, { revision })),
    ]);
    const item = await findItemByBarcode(t.db, barcode);
    expect([item?.status, item?.onLoan]).toEqual(item?.onLoan ? ['available', true] : ['missing', false]);
  }
});
