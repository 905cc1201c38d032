import { afterAll, beforeAll, expect, test } from 'vitest';
import { getBib, mergeBibs, restoreBib } from '#modules/collection/catalog';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { checkOut } from '#modules/lending/circulation';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import type { Db } from '#platform/database/db';
import { openWithoutSecondTry, playLocks } from '../../../../../tests/support/lock-play.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();
let many: Db;
let libraryId: number;
let made = 0;
beforeAll(async () => {
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
  many = openWithoutSecondTry(t.address);
});
afterAll(async () => many.destroy());

async function aTitle(): Promise<{ id: number; barcode: string; itemId: number }> {
  made += 1;
  const id = await makeBib(t.ctx(), { title: `Layar Terkembang ${made}`, author: 'Alisjahbana', year: 1936 });
  const { id: itemId, barcode } = await makeItem(t.ctx(), { bibId: id, libraryId });
  return { id, barcode, itemId };
}
const version = async (id: number): Promise<number> => (await getBib(t.ctx(), id)).version;
/** A desk that lends a copy. */
async function lends(itemBarcode: string): Promise<() => Promise<unknown>> {
  made += 1;
  const memberNumber = await makeMember(t.ctx(), { number: `A${made}`, fullName: 'Siti Aminah', homeLibrary: 'KOTA' });
  return async () => checkOut({ ...t.ctx(), db: many, libraryId }, { memberNumber, itemBarcode });
}

test('a copy is lent while its title is merged into another, and while that is taken back: neither waits for the other', async () => {
  const [keep, drop] = [await aTitle(), await aTitle()];
  const ctx = { ...t.ctx(), db: many };
  const both = {
    keepId: keep.id,
    keepVersion: await version(keep.id),
    dropId: drop.id,
    dropVersion: await version(drop.id),
  };
  const hold = async (trx: Parameters<Parameters<typeof playLocks>[1]>[0]): Promise<unknown> =>
    trx.selectFrom('item').select('id').where('id', '=', drop.itemId).forUpdate().execute();
  const first = await lends(drop.barcode);
  expect(await playLocks(t.db, hold, [first, async () => mergeBibs(ctx, both)])).toEqual(['done', 'done']);
  await t.db.deleteFrom('loan').execute();
  await t.db.updateTable('item').set({ onLoan: false }).execute();
  const restored = { id: drop.id, version: await version(drop.id) };
  const second = await lends(drop.barcode);
  expect(await playLocks(t.db, hold, [second, async () => restoreBib(ctx, restored)])).toEqual(['done', 'done']);
});
