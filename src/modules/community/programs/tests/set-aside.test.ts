import { beforeAll, expect, test } from 'vitest';
import { bookIn } from '#modules/lending/bookings/testing';
import { listItemsOfBib, selectBibCards } from '#modules/collection/catalog';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { checkIn, checkOut, placeHold, pullList, quickReturn, undoCheckOut } from '#modules/lending/circulation';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import {
  addSessions,
  addReading,
  asideChoices,
  changeState,
  copiesInRoom,
  listCopiesAside,
  listReadings,
  markFetched,
  releaseCopy,
  removeReading,
  removeSession,
  setCopiesAside,
} from '#modules/community/programs';
import { advanceByClock, releasePastCopies } from '#modules/community/programs/testing';
import { makeProgram } from '#modules/community/programs/testing';
import type { Ctx } from '#platform/context';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();
let libraryId = 0;
let otherId = 0;
let nth = 0;
const desk = (): Ctx => ({ ...t.ctx(), libraryId });

beforeAll(async () => {
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
  otherId = (await makeLibrary(t.ctx(), 'TURI', 'Perpustakaan Turi')).id;
  for (const number of ['A1', 'A2'])
    await makeMember(t.ctx(), { number, fullName: `Siti ${number}`, homeLibrary: 'KOTA' });
});

/** A programme with a title in its list, and so many copies of it at its library. */
async function listed(copies: number, about: { session?: boolean } = {}) {
  nth += 1;
  const program = await makeProgram(t.ctx(), libraryId, { program: { title: `Bincang ${nth}` } });
  const bibId = await makeBib(t.ctx(), { title: `Laskar Pelangi ${nth}` });
  const barcodes = Array.from({ length: copies }, (_, place) => `B-${nth}-${place}`);
  if (copies > 0) await makeItem(t.ctx(), { bibId, libraryId, barcodes });
  const sessionId = about.session ? (program.sessionIds[0] ?? 0) : null;
  await addReading(t.ctx(), program.id, { bibId, sessionId });
  return { ...program, bibId, barcodes, sessionId };
}
const asideOf = async (id: number) => (await listCopiesAside(t.ctx(), id)).map((copy) => copy.barcode);
const freeOf = async (bibId: number) =>
  (await listItemsOfBib(t.ctx(), bibId)).filter((item) => item.available).map((item) => item.barcode);

test('two copies are set aside: they are not free for taking away, and the desk says for which programme', async () => {
  const { id, bibId, barcodes } = await listed(3);
  const copies = await setCopiesAside(t.ctx(), id, { bibId, count: 2 });
  expect(copies.map((copy) => copy.barcode)).toEqual(barcodes.slice(0, 2));
  expect(copies[0]?.untilAt).toEqual(new Date('2026-11-27T11:00:00+07:00'));
  expect(await freeOf(bibId)).toEqual([barcodes[2]]);
  expect((await selectBibCards(t.db, [bibId]))[0]?.holdings).toMatchObject([{ available: 1, total: 3 }]);
  expect(await copiesInRoom(t.ctx({ kind: 'anonymous' }), id)).toEqual([{ bibId, sessionId: null, count: 2 }]);

  const [itemBarcode = ''] = barcodes;
  await expect(checkOut(desk(), { memberNumber: 'A1', itemBarcode })).rejects.toMatchObject({
    code: 'circulation.item_for_program',
    params: { program: `Bincang ${nth}`, onText: 'Jumat, 27 November 2026', overridable: true },
  });
  const seen = await quickReturn(desk(), { itemBarcode });
  expect(seen).toMatchObject({
    kind: 'received',
    placement: { kind: 'program', program: { title: `Bincang ${nth}` } },
  });
  expect(await asideOf(id)).toEqual(barcodes.slice(0, 2));
});

test('lent in spite of it, a copy waits for nobody any more; the undo of the loan puts it back', async () => {
  const { id, bibId, barcodes } = await listed(1);
  const [itemBarcode = ''] = barcodes;
  await setCopiesAside(t.ctx(), id, { bibId, count: 1 });
  const override = { reason: 'Guru yang mengisi sesi' };
  const first = await checkOut(desk(), { memberNumber: 'A1', itemBarcode, override });
  expect(await asideOf(id)).toEqual([]);
  await undoCheckOut(desk(), first.loan.id);
  expect(await asideOf(id)).toEqual(barcodes);
  expect(await freeOf(bibId)).toEqual([]);
  await checkOut(desk(), { memberNumber: 'A1', itemBarcode, override });
  expect((await checkIn(desk(), { itemBarcode })).placement).toEqual({ kind: 'shelf' });
  expect(await freeOf(bibId)).toEqual(barcodes);
});

test('readers go first: not while somebody waits for the record, not what waits for a reader; later holds wait for another copy', async () => {
  const { id, bibId, barcodes } = await listed(2);
  const hold = await placeHold(desk(), { memberNumber: 'A1', bibId, pickupLibraryId: libraryId });
  expect(await outcome(setCopiesAside(t.ctx(), id, { bibId, count: 1 }))).toBe('programs.readers_wait');
  // what would be refused is not offered
  expect(await asideChoices(t.ctx(), id)).toMatchObject([{ free: [], hindrance: 'readers_wait' }]);
  await quickReturn(desk(), { itemBarcode: barcodes[0] ?? '' });
  expect(await outcome(setCopiesAside(t.ctx(), id, { bibId, barcodes: [barcodes[0] ?? ''] }))).toBe(
    'programs.copy_not_free',
  );
  expect(hold.title).toContain('Laskar');
  expect(await asideChoices(t.ctx(), id)).toMatchObject([{ free: [{ barcode: barcodes[1] }], hindrance: null }]);
  await setCopiesAside(t.ctx(), id, { bibId, count: 1 });
  await placeHold(desk(), { memberNumber: 'A2', bibId, pickupLibraryId: libraryId });
  const pulled = (await pullList(desk(), libraryId)).map((line) => line.itemBarcode);
  expect(pulled).not.toContain(barcodes[1]);
  const [copy] = await listCopiesAside(t.ctx(), id);
  await quickReturn(desk(), { itemBarcode: barcodes[1] ?? '' });
  expect(await asideOf(id)).toEqual([barcodes[1]]);
  await releaseCopy(t.ctx(), id, copy?.id ?? 0);
  expect((await pullList(desk(), libraryId)).map((line) => line.itemBarcode)).toContain(barcodes[1]);
});

test('only what is in the list, on the shelf of its library, and not too many; staff elsewhere may not', async () => {
  const { id, bibId, barcodes, sessionIds } = await listed(1);
  await makeItem(t.ctx(), { bibId, libraryId: otherId, barcodes: [`B-${nth}-turi`] });
  const aside = async (input: Parameters<typeof setCopiesAside>[2], ctx = t.ctx()) =>
    outcome(setCopiesAside(ctx, id, input));
  expect(await aside({ bibId, count: 2 })).toBe('programs.too_few_copies');
  expect(await aside({ bibId, barcodes: [`B-${nth}-turi`] })).toBe('programs.copy_not_free');
  expect(await aside({ bibId, sessionId: sessionIds[0] ?? 0, count: 1 })).toBe('programs.unknown_record');
  expect(await aside({ bibId })).toBe('platform.invalid_input');
  const elsewhere = t.ctx({ grants: [{ libraryId: otherId, permissions: ['programs.manage'] }] });
  expect(await aside({ bibId, count: 1 }, elsewhere)).toBe('platform.forbidden');
  await expect(listCopiesAside(elsewhere, id)).rejects.toMatchObject({ code: 'platform.forbidden' });
  await checkOut(desk(), { memberNumber: 'A1', itemBarcode: barcodes[0] ?? '' });
  expect(await aside({ bibId, count: 1 })).toBe('programs.too_few_copies');
  expect(await asideOf(id)).toEqual([]);
});

test('a copy that is booked within that time is not set aside, nor booked once it is', async () => {
  const { id, bibId, barcodes } = await listed(0);
  await makeItem(t.ctx(), { bibId, libraryId, itemType: 'alat', barcodes: [`P-${nth}`] });
  const booking = { memberNumber: 'A1', itemBarcodes: [`P-${nth}`] };
  const on = (from: string, to: string) => ({
    ...booking,
    startsAt: new Date(`2026-11-${from}:00+07:00`),
    endsAt: new Date(`2026-11-${to}:00+07:00`),
  });
  const book = async (input: Parameters<typeof bookIn>[2]) =>
    outcome(t.db.transaction().execute(async (trx) => bookIn(trx, t.ctx(), input)));
  expect(barcodes).toEqual([]);
  await setCopiesAside(t.ctx(), id, { bibId, count: 1 });
  expect(await book(on('26T09:00', '26T12:00'))).toBe('bookings.taken');
  const [copy] = await listCopiesAside(t.ctx(), id);
  await releaseCopy(t.ctx(), id, copy?.id ?? 0);
  expect(await book(on('26T09:00', '26T12:00'))).toBe('done');
  expect(await outcome(setCopiesAside(t.ctx(), id, { bibId, count: 1 }))).toBe('programs.too_few_copies');
  expect(await asideChoices(t.ctx(), id)).toMatchObject([{ free: [], hindrance: 'promised' }]);
  t.clock.set('2026-11-29T10:00:00+07:00');
  expect(await outcome(setCopiesAside(t.ctx(), id, { bibId, count: 1 }))).toBe('programs.copies_too_late');
  expect(await asideChoices(t.ctx(), id)).toMatchObject([{ free: [], hindrance: 'late' }]);
  t.clock.set(TEST_NOW);
});

test('fetched is written down per copy, and can be taken back', async () => {
  const { id, bibId } = await listed(2);
  const [first, second] = await setCopiesAside(t.ctx(), id, { bibId, count: 2 });
  const fetching = t.ctx();
  await markFetched(fetching, id, [first?.id ?? 0], true);
  await markFetched(t.ctx(), id, [first?.id ?? 0], true);
  expect((await listCopiesAside(t.ctx(), id)).map((copy) => copy.fetchedAt)).toEqual([fetching.clock.now(), null]);
  await markFetched(t.ctx(), id, [first?.id ?? 0, second?.id ?? 0], false);
  expect((await listCopiesAside(t.ctx(), id)).map((copy) => copy.fetchedAt)).toEqual([null, null]);
});

test('what is set aside is free again when the list, the session or the programme lets go of it', async () => {
  const ofList = await listed(1);
  await setCopiesAside(t.ctx(), ofList.id, { bibId: ofList.bibId, count: 1 });
  const [reading] = await listReadings(t.ctx(), ofList.id);
  await removeReading(t.ctx(), ofList.id, reading?.id ?? 0);
  expect(await freeOf(ofList.bibId)).toEqual(ofList.barcodes);

  const ofSession = await listed(1, { session: true });
  const { bibId, sessionId, sessionIds } = ofSession;
  const [copy] = await setCopiesAside(t.ctx(), ofSession.id, { bibId, sessionId, count: 1 });
  expect(copy?.untilAt).toEqual(new Date('2026-11-26T11:00:00+07:00'));
  await removeSession(t.ctx(), sessionIds[1] ?? 0);
  expect(await freeOf(bibId)).toEqual([]);
  const [startsAt, endsAt] = [new Date('2026-11-28T08:00:00+07:00'), new Date('2026-11-28T11:00:00+07:00')];
  await addSessions(t.ctx(), ofSession.id, { title: 'Pengganti', format: 'lecture', startsAt, endsAt });
  await removeSession(t.ctx(), sessionIds[0] ?? 0);
  expect(await freeOf(bibId)).toEqual(ofSession.barcodes);

  const cancelled = await listed(1);
  await setCopiesAside(t.ctx(), cancelled.id, { bibId: cancelled.bibId, count: 1 });
  await changeState(t.ctx(), cancelled.id, 'cancelled', 'Narasumber sakit');
  expect(await freeOf(cancelled.bibId)).toEqual(cancelled.barcodes);
  expect(await outcome(setCopiesAside(t.ctx(), cancelled.id, { bibId: cancelled.bibId, count: 1 }))).toBe(
    'programs.copies_too_late',
  );
});

test('when its day has passed a copy is free again, by itself and once', async () => {
  const { id, bibId, sessionId, barcodes } = await listed(2, { session: true });
  await addReading(t.ctx(), id, { bibId });
  await setCopiesAside(t.ctx(), id, { bibId, sessionId, count: 1 });
  await setCopiesAside(t.ctx(), id, { bibId, count: 1 });
  expect(await releasePastCopies(t.ctx())).toBe(0);
  t.clock.set('2026-11-26T11:00:00+07:00');
  expect(await releasePastCopies(t.ctx())).toBe(1);
  expect(await releasePastCopies(t.ctx())).toBe(0);
  expect(await asideOf(id)).toEqual([barcodes[1]]);
  t.clock.set('2026-11-27T11:00:00+07:00');
  await advanceByClock(t.ctx());
  expect(await asideOf(id)).toEqual([]);
  expect(await freeOf(bibId)).toEqual(barcodes);
  t.clock.set(TEST_NOW);
});

test('two programmes and a desk race for the last copy: one has it, and the books agree', async () => {
  for (let round = 0; round < 6; round += 1) {
    const { id, bibId, barcodes } = await listed(1);
    const [itemBarcode = ''] = barcodes;
    const other = await makeProgram(t.ctx(), libraryId);
    await addReading(t.ctx(), other.id, { bibId });
    await makeMember(t.ctx(), { number: `R${nth}`, fullName: 'Rina', homeLibrary: 'KOTA' });
    const acts = [
      async () => setCopiesAside(t.ctx(), id, { bibId, count: 1 }),
      async () => setCopiesAside(t.ctx(), other.id, { bibId, count: 1 }),
      async () => checkOut(desk(), { memberNumber: `R${nth}`, itemBarcode }),
    ];
    // each begins first in turn
    const turn = [...acts.slice(round % 3), ...acts.slice(0, round % 3)];
    const ends = await Promise.all(turn.map(async (act) => outcome(act())));
    const refused = ends.filter((end) => end !== 'done');
    expect(refused).toHaveLength(2);
    for (const code of refused) expect(['programs.too_few_copies', 'circulation.item_for_program']).toContain(code);
    const aside = [...(await asideOf(id)), ...(await asideOf(other.id))];
    const [item] = await listItemsOfBib(t.ctx(), bibId);
    expect(item).toMatchObject(
      aside.length === 1 ? { onLoan: false, setAside: 'program' } : { onLoan: true, setAside: null },
    );
  }
});
