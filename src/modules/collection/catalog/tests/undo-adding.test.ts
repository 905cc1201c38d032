import { afterAll, beforeAll, expect, test } from 'vitest';
import { addBook, addItems, getBib, undoAdding, updateItem, UNDO_ADDING_HOURS } from '#modules/collection/catalog';
import { bookRecord, makeBib } from '#modules/collection/catalog/testing';
import { checkOut, placeHold } from '#modules/lending/circulation';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { ensureLinks } from '#modules/stock/links';
import { makeBatch } from '#modules/stock/printing';
import type { Db } from '#platform/database/db';
import { openWithoutSecondTry, playLocks } from '../../../../../tests/support/lock-play.ts';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();
let kota: number;
let turi: number;
let bibId: number;
let made = 0;
let many: Db;
beforeAll(async () => {
  kota = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
  turi = (await makeLibrary(t.ctx(), 'TURI', 'Perpustakaan Turi')).id;
  bibId = await makeBib(t.ctx(), { title: 'Laskar Pelangi' });
  many = openWithoutSecondTry(t.address);
});
afterAll(async () => many.destroy());
async function aCopy(): Promise<{ id: number; barcode: string; version: number }> {
  made += 1;
  const [item] = await addItems(t.ctx(), { bibId, libraryId: kota, itemType: 'umum', barcodes: [`L-${made}`] });
  if (!item) throw new Error('no copy was added');
  return item;
}
const member = async (number: string) => makeMember(t.ctx(), { number, fullName: 'Siti Aminah', homeLibrary: 'KOTA' });
const rows = async (id: number) => t.db.selectFrom('item').select('barcode').where('id', '=', id).execute();

test('a copy that was added by mistake is gone, its label goes on another book, its accession number on none, and the trace tells both', async () => {
  const { id, barcode } = await aCopy();
  expect(await undoAdding(t.ctx(), id)).toEqual({ id, bibId, barcode });
  expect(await rows(id)).toEqual([]);
  const other = await addBook(t.ctx(), {
    marc: bookRecord({ title: 'Buku yang Benar' }),
    copies: { libraryId: kota, itemType: 'umum', barcodes: [barcode] },
  });
  const trace = await t.db
    .selectFrom('auditEvent')
    .select(['action', 'before', 'libraryId'])
    .where('entity', '=', 'item')
    .where('entityId', '=', String(id))
    .orderBy('id')
    .execute();
  expect(trace.map(({ action }) => action)).toEqual(['item.created', 'item.adding_undone']);
  expect(trace[1]).toMatchObject({ before: { bibId, barcode }, libraryId: kota });
  const { accessionNumber } = await t.db
    .selectFrom('item')
    .select('accessionNumber')
    .where('id', '=', other.items[0]?.id ?? 0)
    .executeTakeFirstOrThrow();
  expect(JSON.stringify(trace[1]?.before)).not.toContain(accessionNumber);
  expect((await getBib(t.ctx(), bibId)).deletedAt).toBeNull();
  expect((await refusal(undoAdding(t.ctx(), id))).code).toBe('catalog.item_not_found');
});

test('what was changed, lent, wanted, or put on a sheet of labels since is refused in words, and stays', async () => {
  const [changed, lent, wanted, labelled, linked] = [
    await aCopy(),
    await aCopy(),
    await aCopy(),
    await aCopy(),
    await aCopy(),
  ];
  await updateItem(t.ctx(), { id: changed.id, version: changed.version, copyNote: 'Sampul robek' });
  const [amir, budi] = [await member('A1'), await member('A2')];
  await checkOut({ ...t.ctx(), libraryId: kota }, { memberNumber: amir, itemBarcode: lent.barcode });
  await placeHold(t.ctx(), { memberNumber: budi, itemBarcode: wanted.barcode, pickupLibraryId: kota });
  await makeBatch(t.ctx(), kota, { kind: 'item', codes: [labelled.barcode] });
  await t.db
    .transaction()
    .execute(async (trx) =>
      ensureLinks(trx, t.ctx(), 'item', [{ id: linked.id, libraryId: kota, label: 'Laskar Pelangi' }]),
    );
  for (const { id, barcode } of [changed, lent, wanted, labelled, linked]) {
    expect(await refusal(undoAdding(t.ctx(), id)), barcode).toMatchObject({
      code: 'catalog.item_touched',
      params: { barcode },
    });
    expect(await rows(id)).toHaveLength(1);
  }
});

test('the next day it is too late, and of another library it is not for this account', async () => {
  const { id } = await aCopy();
  const inTuri = t.ctx({ id: 7, grants: [{ libraryId: turi, permissions: ['items.edit'] }] });
  expect((await refusal(undoAdding(inTuri, id))).code).toBe('platform.forbidden');
  const reads = t.ctx({ id: 7, grants: [{ libraryId: null, permissions: ['catalog.read'] }] });
  expect((await refusal(undoAdding(reads, id))).code).toBe('platform.forbidden');
  expect((await refusal(undoAdding(t.ctx({ kind: 'anonymous' }), id))).code).toMatch(/^platform\./);
  t.clock.set('2026-11-25T22:01:00+07:00');
  expect(await refusal(undoAdding(t.ctx(), id))).toMatchObject({
    code: 'catalog.undo_adding_late',
    params: { hours: UNDO_ADDING_HOURS },
  });
  expect(await rows(id)).toHaveLength(1);
  t.clock.set(TEST_NOW);
});

test('it is lent at the same moment: who comes second is refused, and no loan stands without its copy', async () => {
  const [first, second] = [await aCopy(), await aCopy()];
  const number = await member('A3');
  const lends = (itemBarcode: string) => async () =>
    checkOut({ ...t.ctx(), db: many, libraryId: kota }, { memberNumber: number, itemBarcode });
  const undone = (id: number) => async () => undoAdding({ ...t.ctx(), db: many }, id);
  const hold = async (trx: Parameters<Parameters<typeof playLocks>[1]>[0]) =>
    trx.selectFrom('item').select('id').where('id', 'in', [first.id, second.id]).forUpdate().execute();
  const played = await playLocks(t.db, hold, [
    lends(first.barcode),
    undone(first.id),
    undone(second.id),
    lends(second.barcode),
  ]);
  expect(played).toEqual(['done', 'catalog.item_touched', 'done', 'circulation.unknown_barcode']);
  const third = await aCopy();
  const twice = await Promise.all([undone(third.id)(), undone(third.id)()].map(outcome));
  expect(twice.toSorted()).toEqual(['catalog.item_not_found', 'done']);
});

test('two who give one label to two books at once: the one who is told reads which label', async () => {
  const attempt = async () => addItems(t.ctx(), { bibId, libraryId: kota, itemType: 'umum', barcodes: ['ROL-0001'] });
  const told = await Promise.allSettled([attempt(), attempt(), attempt()]);
  const refused = told.filter((one) => one.status === 'rejected').map(({ reason }: { reason: unknown }) => reason);
  expect(refused).toHaveLength(2);
  for (const reason of refused) expect(reason).toMatchObject({ params: { barcode: 'ROL-0001' } });
});
