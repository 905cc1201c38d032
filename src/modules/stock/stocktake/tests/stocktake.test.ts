import { beforeAll, beforeEach, expect, test } from 'vitest';
import { setItemStatus, findItemByBarcode } from '#modules/collection/catalog';
import { checkIn, checkOut, getLoan, markLost } from '#modules/lending/circulation';
import { settleFoundLoans } from '#modules/lending/circulation/testing';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import type { Library, Space } from '#modules/ground/libraries';
import { systemCtx } from '#platform/context';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import {
  approveStocktake,
  getStocktake,
  listResults,
  listStocktakeCopies,
  markMoved,
  recordScans,
  startStocktake,
  undoResult,
  undoScan,
} from '../index.ts';
import { makeShelf, scan, shelve } from '../testing.ts';

const t = useTestDb();
let kota: Library;
let sastra: Space;
let sejarah: Space;
let nth = 0;
/** Barcodes of this test's own books. */
let books: { laskar: string; bumi: string; candi: string };
const desk = () => ({ ...t.ctx(), libraryId: kota.id });
const phone = 'ponsel-1';

beforeAll(async () => {
  await makeLibrary(t.ctx(), 'ASAL', 'Perpustakaan Asal');
  await makeMember(t.ctx(), { fullName: 'Dimas', number: 'A1', homeLibrary: 'ASAL', category: 'guru' });
});
/** Each test has a library of its own with two shelves and three books. */
beforeEach(async () => {
  t.clock.set(TEST_NOW);
  nth += 1;
  kota = await makeLibrary(t.ctx(), `KOTA-${nth}`, 'Perpustakaan Kota');
  sastra = await makeShelf(t.ctx(), kota.id, '14', ['899', '899.9']);
  sejarah = await makeShelf(t.ctx(), kota.id, '12', ['900', '999']);
  const on = async (code: string, spaceId: number, callNumber: string, title: string) =>
    shelve(t.ctx(), { barcode: `${code}-${nth}`, libraryId: kota.id, spaceId, callNumber, title });
  books = {
    laskar: await on('L', sastra.id, '899.2 HIR l', 'Laskar Pelangi'),
    bumi: await on('B', sastra.id, '899.2 PRA b', 'Bumi Manusia'),
    candi: await on('C', sejarah.id, '959.8 SUP c', 'Candi Penataran'),
  };
});
const start = async () => startStocktake(desk(), kota.id, { name: `Cacah ulang ${nth}` });
const send = async (id: number, ...scans: ReturnType<typeof scan>[]) =>
  (await recordScans(desk(), id, { device: phone, scans })).map(({ outcome }) => outcome);
const countsOf = async (id: number) => (await getStocktake(desk(), id)).counts;
const statusOf = async (barcode: string) => (await findItemByBarcode(t.db, barcode))?.status;
const later = (minutes: number) => t.clock.set(new Date(Date.parse(TEST_NOW) + minutes * 60_000).toISOString());

test('one scan that nobody can read is answered alone, and those beside it count', async () => {
  const id = await start();
  const [good, far] = [scan(books.laskar), scan(books.bumi, { space: 'TIDAK-ADA' })];
  const answers = await recordScans(desk(), id, {
    device: phone,
    scans: [
      far,
      { ...scan('x'), barcode: 'x'.repeat(101) },
      { ...scan('y'), barcode: 'a\0b' },
      { ...scan(books.candi), nonce: 'bukan-nonce' },
      { ...scan(books.candi), at: 'kemarin' },
      good,
    ],
  });
  expect(answers.map(({ outcome }) => outcome)).toEqual([...Array<string>(5).fill('unreadable'), 'found']);
  expect(await countsOf(id)).toMatchObject({ found: 1, not_found: 2 });
});

test('an approval holds only what was seen: not after a scan was taken back, nor after a copy was carried to its shelf', async () => {
  const id = await start();
  const [first, last] = [scan(books.laskar), scan(books.bumi, { space: '12' })];
  await send(id, first, last);
  const seen = await getStocktake(desk(), id);
  await undoScan(desk(), id, first.nonce);
  expect((await refusal(approveStocktake(desk(), id, { revision: seen.revision }))).code).toBe('stocktake.changed');
  const again = await getStocktake(desk(), id);
  await markMoved(desk(), id, last.nonce);
  expect((await refusal(approveStocktake(desk(), id, { revision: again.revision }))).code).toBe('stocktake.changed');
  const { changed } = await approveStocktake(desk(), id, { revision: (await getStocktake(desk(), id)).revision });
  expect(changed.missing).toBe(2);
});

test('a copy that was found again and waits for a reader by now is not made missing by taking the result back', async () => {
  const { id: itemId } = await t.db
    .selectFrom('item')
    .select('id')
    .where('barcode', '=', books.laskar)
    .executeTakeFirstOrThrow();
  await t.db.updateTable('item').set({ status: 'missing' }).where('id', '=', itemId).execute();
  const id = await start();
  await send(id, scan(books.laskar));
  await approveStocktake(desk(), id, { revision: (await getStocktake(desk(), id)).revision, missing: false });
  await t.db.updateTable('item').set({ setAside: 'waiting' }).where('id', '=', itemId).execute();
  expect((await refusal(undoResult(desk(), id, books.laskar))).code).toBe('stocktake.result_overtaken');
  expect(await statusOf(books.laskar)).toBe('available');
});

test('what is there, on the wrong shelf, unknown or somebody else’s is told apart, with the neighbour to put it beside', async () => {
  const other = await makeLibrary(t.ctx(), `X-${nth}`, 'Cabang');
  await shelve(t.ctx(), { barcode: 'ASING', libraryId: other.id, callNumber: '100 A a' });
  const beside = { title: 'Sejarah Blitar', libraryId: kota.id, spaceId: sejarah.id, callNumber: '959.8 ABC s' };
  await shelve(t.ctx(), { barcode: 'TETANGGA', ...beside });
  const id = await start();
  const answers = await recordScans(desk(), id, {
    device: phone,
    scans: [
      scan(books.laskar, { space: '14' }),
      scan(books.candi, { space: '14' }),
      scan('TIDAK-ADA', { space: '14' }),
      scan('ASING', { space: '14' }),
      scan(books.laskar, { space: '14' }),
    ],
  });
  expect(answers.map(({ outcome, again }) => [outcome, again])).toEqual([
    ['found', false],
    ['misplaced', false],
    ['unknown', false],
    ['out_of_scope', false],
    ['found', true],
  ]);
  expect(answers[1]).toMatchObject({
    title: 'Candi Penataran',
    place: { code: '12' },
    neighbour: { title: 'Sejarah Blitar', callNumber: '959.8 ABC s', side: 'after' },
  });
  expect(await getStocktake(desk(), id)).toMatchObject({
    expected: 4,
    counts: { found: 1, misplaced: 1, not_found: 2 },
    strays: { unknown: 1, outOfScope: 1, withdrawn: 0 },
  });
  // carried to its shelf, it counts as found; a scan that is taken back has not been made
  await markMoved(desk(), id, answers[1]?.nonce ?? '');
  expect(await countsOf(id)).toMatchObject({ found: 2, misplaced: 0 });
  await undoScan(desk(), id, answers[0]?.nonce ?? '');
  await undoScan(desk(), id, answers[4]?.nonce ?? '');
  expect(await countsOf(id)).toMatchObject({ found: 1, not_found: 3 });
  expect((await refusal(undoScan(desk(), id, answers[4]?.nonce ?? ''))).code).toBe('stocktake.scan_not_found');
});

test('a lent copy is not missing, is told when it stands on the shelf, and no loan is ended by it', async () => {
  await checkOut(desk(), { memberNumber: 'A1', itemBarcode: books.bumi });
  later(5);
  const id = await start();
  expect(await countsOf(id)).toMatchObject({ lent: 1, not_found: 2 });
  later(6);
  expect(await send(id, scan(books.bumi, { space: '14' }))).toEqual(['on_loan']);
  expect(await countsOf(id)).toMatchObject({ lent: 0, lent_on_shelf: 1 });
  const { revision } = await getStocktake(desk(), id);
  await approveStocktake(desk(), id, { revision });
  expect(await findItemByBarcode(t.db, books.bumi)).toMatchObject({ status: 'available', onLoan: true });
  await checkIn(desk(), { itemBarcode: books.bumi });
});

test('what is lent or brought back while it runs is in good hands; an offline scan is judged by its own time', async () => {
  await checkOut(desk(), { memberNumber: 'A1', itemBarcode: books.bumi });
  later(10);
  const id = await start();
  // brought back, lent again, and never scanned
  later(20);
  await checkIn(desk(), { itemBarcode: books.bumi });
  // read at the shelf before it was lent at the desk, told by the phone afterwards
  later(30);
  await checkOut(desk(), { memberNumber: 'A1', itemBarcode: books.laskar });
  later(40);
  const read = new Date(Date.parse(TEST_NOW) + 25 * 60_000);
  expect(await send(id, scan(books.laskar, { space: '14', at: read }))).toEqual(['found']);
  expect(await countsOf(id)).toMatchObject({ found: 1, lent: 1, not_found: 1 });
  await checkIn(desk(), { itemBarcode: books.laskar });
});

test('a copy bought meanwhile joins when it is seen; one in repair is not looked for', async () => {
  const id = await start();
  await t.db.transaction().execute(async (trx) => {
    const item = await findItemByBarcode(trx, books.candi);
    await setItemStatus(trx, desk(), item?.id ?? 0, 'repair');
  });
  const barcode = `BARU-${nth}`;
  await shelve(t.ctx(), { barcode, libraryId: kota.id, callNumber: '899.2 ZZZ z' });
  // its shelf is not entered: the class says it
  const [answer] = await recordScans(desk(), id, { device: phone, scans: [scan(barcode, { space: '14' })] });
  expect(answer).toMatchObject({ outcome: 'found' });
  expect((await getStocktake(desk(), id)).expected).toBe(4);
  expect(await countsOf(id)).toMatchObject({ found: 1, elsewhere: 1, not_found: 2 });
});

test('an approval changes what was approved and nothing else; each result can be taken back', async () => {
  await t.db.transaction().execute(async (trx) => {
    const item = await findItemByBarcode(trx, books.candi);
    await setItemStatus(trx, desk(), item?.id ?? 0, 'missing');
  });
  const id = await start();
  expect(await send(id, scan(books.candi, { space: '12' }))).toEqual(['found_again']);
  const { revision } = await getStocktake(desk(), id);
  await send(id, scan('X'));
  expect((await refusal(approveStocktake(desk(), id, { revision }))).code).toBe('stocktake.changed');
  expect(await statusOf(books.laskar)).toBe('available');
  const seen = await getStocktake(desk(), id);
  const approved = await approveStocktake(desk(), id, { revision: seen.revision, except: [books.bumi] });
  expect(approved.changed).toEqual({ missing: 1, found_again: 1, shelf: 0 });
  expect(approved.minutesNumber).toMatch(/^\d{3}\/BA\/KOTA-\d+\/11\/2026$/);
  expect([await statusOf(books.laskar), await statusOf(books.bumi), await statusOf(books.candi)]).toEqual([
    'missing',
    'available',
    'available',
  ]);
  expect((await refusal(recordScans(desk(), id, { device: phone, scans: [scan('Y')] }))).code).toBe('stocktake.ended');
  await undoResult(desk(), id, books.laskar);
  expect(await statusOf(books.laskar)).toBe('available');
  expect((await refusal(undoResult(desk(), id, books.laskar))).code).toBe('stocktake.result_not_found');
  await checkOut(desk(), { memberNumber: 'A1', itemBarcode: books.candi });
  expect((await refusal(undoResult(desk(), id, books.candi))).code).toBe('stocktake.result_overtaken');
  expect((await listResults(desk(), id)).map(({ kind, undoneAt }) => [kind, undoneAt !== null])).toEqual([
    ['found_again', false],
    ['missing', true],
  ]);
});

test('a copy that a reader was billed for is found: the reader is settled with, and the finding is not taken back after that', async () => {
  const { loan } = await checkOut(desk(), { memberNumber: 'A1', itemBarcode: books.bumi });
  const second = await checkOut(desk(), { memberNumber: 'A1', itemBarcode: books.candi });
  const id = await start();
  for (const { id: loanId } of [loan, second.loan]) await markLost(desk(), { loanId });
  await send(id, scan(books.bumi), scan(books.candi), scan(books.laskar));
  const { revision } = await getStocktake(desk(), id);
  expect((await approveStocktake(desk(), id, { revision })).changed).toMatchObject({ found_again: 2 });
  await undoResult(desk(), id, books.candi);
  expect(await settleFoundLoans(systemCtx(t.db, t.clock, 'uji'))).toBe(1);
  expect((await getLoan(desk(), loan.id)).status).toBe('returned');
  expect((await getLoan(desk(), second.loan.id)).status).toBe('lost');
  expect((await refusal(undoResult(desk(), id, books.bumi))).code).toBe('stocktake.result_overtaken');
});

test('copies on another shelf belong there only when that was approved', async () => {
  const id = await start();
  await send(id, scan(books.candi, { space: '14' }), scan(books.laskar), scan(books.bumi));
  const { revision } = await getStocktake(desk(), id);
  const { changed } = await approveStocktake(desk(), id, { revision, shelves: true });
  expect(changed).toEqual({ missing: 0, found_again: 0, shelf: 1 });
  const placeOf = async () =>
    (await t.db.selectFrom('item').select('spaceId').where('barcode', '=', books.candi).executeTakeFirstOrThrow())
      .spaceId;
  expect(await placeOf()).toBe(sastra.id);
  await undoResult(desk(), id, books.candi);
  expect(await placeOf()).toBe(sejarah.id);
});

test('a stocktake of one shelf lists that shelf; whoever only scans may not approve', async () => {
  const id = await startStocktake(desk(), kota.id, { name: 'Rak 12', spaces: ['12'] });
  const copies = await listStocktakeCopies(desk(), id, { limit: 100 });
  expect(copies.map(({ place }) => place?.code)).toEqual(['12']);
  const byClass = await startStocktake(desk(), kota.id, { name: 'Sastra', classFrom: '89', classTo: '89' });
  const calls = (await listStocktakeCopies(desk(), byClass, { limit: 100 })).map(({ callNumber }) => callNumber?.[0]);
  expect(calls).toEqual(['8', '8']);
  const scanner = t.ctx({ grants: [{ libraryId: kota.id, permissions: ['stocktakes.run'] }] });
  const { revision } = await getStocktake(scanner, id);
  expect((await refusal(approveStocktake(scanner, id, { revision }))).code).toBe('platform.forbidden');
  const stranger = t.ctx({ grants: [{ libraryId: kota.id + 1, permissions: ['*'] }] });
  expect((await refusal(getStocktake(stranger, id))).code).toBe('platform.forbidden');
  expect((await refusal(startStocktake(desk(), kota.id, { name: 'x', classFrom: '001', classTo: '001' }))).code).toBe(
    'stocktake.empty',
  );
});
