import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TEST_NOW, useTestDb } from '../../../../tests/support/test-db.ts';
import { listItemsOfBib, mergeBibs, getBib, updateItem, withdrawItem } from '#modules/catalog';
import { makeItem } from '#modules/catalog/testing';
import type { Library } from '#modules/libraries';
import {
  cancelHold,
  checkIn,
  checkOut,
  createPolicy,
  expireHolds,
  extendHold,
  getHold,
  listHolds,
  listHoldShelf,
  listHoldsOfMember,
  listQueue,
  listTransits,
  moveHold,
  placeHold,
  pullList,
  receiveItem,
  remindOfHolds,
  renewLoan,
  reportDamage,
  reportNotOnShelf,
  resumeHold,
  sendBox,
  sendItem,
  suspendHold,
  undoCheckIn,
  undoCheckOut,
  viewAccount,
} from '../index.ts';
import { makeCopy, makeLibrary, makeMember } from '../testing.ts';

const t = useTestDb();
let kota: Library;
let gedog: Library;
let turi: Library;
let serial = 0;

beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  gedog = await makeLibrary(t.ctx(), 'KEL-GEDOG', 'Perpustakaan Kelurahan Gedog');
  turi = await makeLibrary(t.ctx(), 'KEL-TURI', 'Perpustakaan Kelurahan Turi');
});
beforeEach(() => {
  t.clock.set(TEST_NOW);
});

const desk = (library = kota) => ({ ...t.ctx({ id: 1 }), libraryId: library.id });
const member = (part: Partial<Parameters<typeof makeMember>[1]> = {}) =>
  makeMember(t.ctx(), { fullName: 'Dimas Aji', number: `A${++serial}`, homeLibrary: 'KOTA', ...part });
const code = (part: string) => expect.objectContaining({ code: `circulation.${part}` }) as unknown;

/** A title with so many copies at the libraries named. */
async function title(...where: Library[]): Promise<{ bibId: number; barcodes: string[] }> {
  const barcodes = where.map(() => `B-${++serial}`);
  const first = where[0] ?? kota;
  await makeCopy(t.ctx(), { title: 'Laskar Pelangi', barcode: barcodes[0] ?? '', libraryId: first.id });
  const { bibId } = await t.db
    .selectFrom('item')
    .select('bibId')
    .where('barcode', '=', barcodes[0] ?? '')
    .executeTakeFirstOrThrow();
  for (const [i, library] of where.entries()) {
    if (i > 0) await makeItem(t.ctx(), { bibId, libraryId: library.id, barcodes: [barcodes[i] ?? ''] });
  }
  return { bibId, barcodes };
}
/** A title whose only copy somebody has, and so many who wait for it. */
async function wanted(count: number, pickup = kota) {
  const { bibId, barcodes } = await title(kota);
  const barcode = barcodes[0] ?? '';
  const { loan } = await checkOut(desk(), { memberNumber: await member(), itemBarcode: barcode });
  const holds = [];
  for (let n = 0; n < count; n++) {
    holds.push(await placeHold(desk(), { memberNumber: await member(), bibId, pickupLibraryId: pickup.id }));
  }
  return { bibId, barcode, loan, holds };
}
const stateOf = async (barcode: string) =>
  t.db
    .selectFrom('item')
    .select(['onLoan', 'setAside', 'status', 'libraryId'])
    .where('barcode', '=', barcode)
    .executeTakeFirstOrThrow();
const positions = async (bibId: number) =>
  (await listQueue(desk(), bibId)).filter((hold) => hold.status === 'queued').map((hold) => [hold.id, hold.position]);
const asMember = async (number: string) => {
  const { id } = await t.db.selectFrom('member').select('id').where('number', '=', number).executeTakeFirstOrThrow();
  return t.ctx({ kind: 'member', id, number, name: 'Dimas Aji', sessionId: 1 });
};

describe('placing a hold', () => {
  test('whoever comes first is first; each is told a position', async () => {
    const { holds } = await wanted(3);
    expect(holds.map((hold) => [hold.status, hold.position])).toEqual([
      ['queued', 1],
      ['queued', 2],
      ['queued', 3],
    ]);
  });

  test('members place, see and cancel their own holds, and nobody else’s', async () => {
    const { bibId } = await wanted(0);
    const [mine, other] = [await asMember(await member()), await asMember(await member())];
    const hold = await placeHold(mine, { bibId, pickupLibraryId: gedog.id });
    expect(hold).toMatchObject({ position: 1, pickupLibrary: { code: 'KEL-GEDOG' } });
    await expect(getHold(other, hold.id)).rejects.toEqual(code('hold_not_found'));
    await expect(cancelHold(other, hold.id)).rejects.toEqual(code('hold_not_found'));
    await expect(suspendHold(other, { holdId: hold.id, until: null })).rejects.toEqual(code('hold_not_found'));
    expect((await listHolds(other, { limit: 10 })).data).toEqual([]);
    await cancelHold(mine, hold.id);
    expect(await getHold(mine, hold.id)).toMatchObject({ status: 'cancelled', position: null });
    await expect(cancelHold(mine, hold.id)).rejects.toEqual(code('hold_ended'));
  });

  test('not twice on a title, not on what one has at home, not above the limit', async () => {
    const { bibId, holds, loan } = await wanted(1);
    const again = placeHold(desk(), { memberNumber: holds[0]?.memberNumber ?? '', bibId, pickupLibraryId: kota.id });
    await expect(again).rejects.toEqual(code('hold_per_title_reached'));
    const borrower = placeHold(desk(), { memberNumber: loan.memberNumber, bibId, pickupLibraryId: kota.id });
    await expect(borrower).rejects.toEqual(code('hold_on_loan_to_member'));
    const eager = await member();
    for (let n = 0; n < 5; n++) {
      const other = await title(kota);
      await placeHold(desk(), { memberNumber: eager, bibId: other.bibId, pickupLibraryId: kota.id });
    }
    const sixth = placeHold(desk(), { memberNumber: eager, bibId, pickupLibraryId: kota.id });
    await expect(sixth).rejects.toMatchObject({
      code: 'circulation.hold_limit_reached',
      params: { count: 5, max: 5, overridable: true },
    });
    const allowed = { memberNumber: eager, bibId, pickupLibraryId: kota.id, override: { reason: 'Lomba resensi' } };
    expect(await placeHold(desk(), allowed)).toMatchObject({ position: 2 });
  });

  test('the policy may refuse holds while a copy is on the shelf', async () => {
    await createPolicy(t.ctx(), { libraryId: turi.id, holdsOnShelf: 'if_all_out' });
    const { bibId, barcodes } = await title(turi);
    const ask = { memberNumber: await member(), bibId, pickupLibraryId: turi.id };
    await expect(placeHold(desk(), ask)).rejects.toEqual(code('hold_on_shelf'));
    await checkOut(desk(), { memberNumber: await member(), itemBarcode: barcodes[0] ?? '' });
    expect((await placeHold(desk(), ask)).position).toBe(1);
  });

  test('on one copy: only that copy serves it', async () => {
    const { bibId, barcodes } = await title(kota, kota);
    const [first = '', second = ''] = barcodes;
    const memberNumber = await member();
    const hold = await placeHold(desk(), { memberNumber, itemBarcode: second, pickupLibraryId: kota.id });
    expect(hold).toMatchObject({ bibId, wantedBarcode: second, position: 1 });
    expect((await receiveItem(desk(), { itemBarcode: first })).placement).toEqual({ kind: 'shelf' });
    expect((await receiveItem(desk(), { itemBarcode: second })).placement).toMatchObject({ kind: 'hold_shelf' });
  });
});

describe('a return serves who waits', () => {
  test('the next in the queue gets it: it waits on the shelf, the others move up, nobody finds it on the shelf', async () => {
    const { bibId, barcode, holds } = await wanted(2);
    const back = await checkIn(desk(), { itemBarcode: barcode });
    expect(back.placement).toMatchObject({ kind: 'hold_shelf', hold: { id: holds[0]?.id, keepUntil: '2026-11-27' } });
    expect(back.notices.map((notice) => notice.code)).toEqual(['circulation.hold_here']);
    expect(await positions(bibId)).toEqual([[holds[1]?.id, 1]]);
    expect(await stateOf(barcode)).toMatchObject({ onLoan: false, setAside: 'waiting' });
    expect((await listItemsOfBib(desk(), bibId))[0]).toMatchObject({ available: false, setAside: 'waiting' });
    expect(await listHoldShelf(desk(), kota.id)).toContainEqual(expect.objectContaining({ id: holds[0]?.id }));
    const told = await t.db
      .selectFrom('notification')
      .selectAll()
      .where('about', '=', `hold:${holds[0]?.id}`)
      .execute();
    expect(told).toMatchObject([{ topic: 'hold_waiting' }]);
  });

  test('scanned a second time nothing more happens', async () => {
    const { bibId, barcode, holds } = await wanted(2);
    await checkIn(desk(), { itemBarcode: barcode });
    const again = await receiveItem(desk(), { itemBarcode: barcode });
    expect(again.placement).toMatchObject({ kind: 'hold_shelf', hold: { id: holds[0]?.id } });
    expect(await positions(bibId)).toEqual([[holds[1]?.id, 1]]);
  });

  test('collected elsewhere: into the box, on the road, received there, and kept', async () => {
    const { barcode, holds } = await wanted(1, gedog);
    const back = await checkIn(desk(), { itemBarcode: barcode });
    expect(back.placement).toMatchObject({
      kind: 'to_library',
      transit: { reason: 'hold', to: { code: 'KEL-GEDOG' } },
    });
    expect(await stateOf(barcode)).toMatchObject({ setAside: 'in_transit' });
    const ready = { fromLibraryId: kota.id, sent: false, limit: 50 };
    expect((await listTransits(desk(), ready)).data).toContainEqual(expect.objectContaining({ itemBarcode: barcode }));
    const box = { fromLibraryId: kota.id, toLibraryId: gedog.id, ids: null, box: 'K-118' };
    expect(await sendBox(desk(), box)).toContainEqual(expect.objectContaining({ itemBarcode: barcode, box: 'K-118' }));
    expect((await listTransits(desk(), ready)).data).toEqual([]);
    const there = await receiveItem(desk(gedog), { itemBarcode: barcode });
    expect(there.placement).toMatchObject({ kind: 'hold_shelf', hold: { id: holds[0]?.id, status: 'waiting' } });
    expect((await listTransits(desk(), { toLibraryId: gedog.id, limit: 50 })).data).toEqual([]);
  });

  test('one that went astray goes on from where it turned up', async () => {
    const { barcode } = await wanted(1, gedog);
    await checkIn(desk(), { itemBarcode: barcode });
    await sendBox(desk(), { fromLibraryId: kota.id, toLibraryId: null, ids: null, box: null });
    const astray = await receiveItem(desk(turi), { itemBarcode: barcode });
    expect(astray.placement).toMatchObject({
      kind: 'to_library',
      transit: { from: { code: 'KEL-TURI' }, to: { code: 'KEL-GEDOG' }, sentAt: null },
    });
  });

  test('a copy that belongs elsewhere and is not wanted travels home, and is on its shelf again there', async () => {
    const { barcodes } = await title(gedog);
    const itemBarcode = barcodes[0] ?? '';
    await checkOut(desk(), { memberNumber: await member(), itemBarcode });
    expect((await checkIn(desk(), { itemBarcode })).placement).toMatchObject({ kind: 'to_library', hold: null });
    expect(await stateOf(itemBarcode)).toMatchObject({ setAside: 'in_transit' });
    expect((await receiveItem(desk(gedog), { itemBarcode })).placement).toEqual({ kind: 'shelf' });
    expect(await stateOf(itemBarcode)).toMatchObject({ setAside: null });
  });

  test('floating: it stays where it came back', async () => {
    const floats = await makeLibrary(t.ctx(), `KEL-F${++serial}`, 'Perpustakaan Kelurahan Rembang');
    await createPolicy(t.ctx(), { libraryId: floats.id, floating: true });
    const { barcodes } = await title(kota);
    const itemBarcode = barcodes[0] ?? '';
    await checkOut(desk(), { memberNumber: await member(), itemBarcode });
    expect((await checkIn(desk(floats), { itemBarcode })).placement).toEqual({ kind: 'shelf' });
    expect(await stateOf(itemBarcode)).toMatchObject({ setAside: null, libraryId: floats.id });
  });

  test('whoever paused is passed over and keeps the place', async () => {
    const { bibId, barcode, holds } = await wanted(2);
    const [first, second] = holds;
    await suspendHold(desk(), { holdId: first?.id ?? 0, until: '2026-12-20' });
    expect((await checkIn(desk(), { itemBarcode: barcode })).placement).toMatchObject({ hold: { id: second?.id } });
    expect(await positions(bibId)).toEqual([[first?.id, 1]]);
    expect(await resumeHold(desk(), first?.id ?? 0)).toMatchObject({ suspended: false, position: 1 });
  });

  test('a copy that comes back damaged serves nobody, nor does one whose damage is seen afterwards', async () => {
    const { bibId, barcode, holds, loan } = await wanted(1);
    await reportDamage(desk(), { loanId: loan.id, note: 'Basah' });
    expect(await positions(bibId)).toEqual([[holds[0]?.id, 1]]);
    expect(await stateOf(barcode)).toMatchObject({ status: 'damaged', setAside: null });
    const later = await wanted(1);
    await checkIn(desk(), { itemBarcode: later.barcode });
    await reportDamage(desk(), { loanId: later.loan.id, note: 'Halaman sobek' });
    expect(await positions(later.bibId)).toEqual([[later.holds[0]?.id, 1]]);
    expect(await stateOf(later.barcode)).toMatchObject({ status: 'damaged', setAside: null });
  });

  test('undoing the return puts the hold back at its place', async () => {
    const { bibId, barcode, holds, loan } = await wanted(2, gedog);
    await checkIn(desk(), { itemBarcode: barcode });
    await undoCheckIn(desk(), loan.id);
    expect(await positions(bibId)).toEqual([
      [holds[0]?.id, 1],
      [holds[1]?.id, 2],
    ]);
    expect(await stateOf(barcode)).toMatchObject({ onLoan: true, setAside: null });
    expect((await listTransits(desk(), { toLibraryId: gedog.id, limit: 50 })).data).not.toContainEqual(
      expect.objectContaining({ itemBarcode: barcode }),
    );
  });
});

describe('collecting', () => {
  test('the member who waits borrows it, and the hold is done', async () => {
    const { barcode, holds } = await wanted(1);
    await checkIn(desk(), { itemBarcode: barcode });
    const lent = await checkOut(desk(), { memberNumber: holds[0]?.memberNumber ?? '', itemBarcode: barcode });
    expect(lent.notices).toEqual([{ code: 'circulation.hold_collected', params: {} }]);
    expect(await getHold(desk(), holds[0]?.id ?? 0)).toMatchObject({ status: 'collected' });
    expect(await stateOf(barcode)).toMatchObject({ onLoan: true, setAside: null });
    await undoCheckOut(desk(), lent.loan.id);
    expect(await getHold(desk(), holds[0]?.id ?? 0)).toMatchObject({ status: 'waiting', keepUntil: '2026-11-27' });
    expect(await stateOf(barcode)).toMatchObject({ onLoan: false, setAside: 'waiting' });
  });

  test('nobody else gets it, except by override with a reason; then the hold is first in the queue again', async () => {
    const { bibId, barcode, holds } = await wanted(1);
    await checkIn(desk(), { itemBarcode: barcode });
    const other = { memberNumber: await member(), itemBarcode: barcode };
    await expect(checkOut(desk(), other)).rejects.toMatchObject({
      code: 'circulation.held_for_other',
      params: { name: 'Dimas Aji', overridable: true },
    });
    await checkOut(desk(), { ...other, override: { reason: 'Ujian besok pagi' } });
    expect(await positions(bibId)).toEqual([[holds[0]?.id, 1]]);
  });

  test('another copy of the title does as well', async () => {
    const { bibId, barcodes } = await title(kota, kota);
    const memberNumber = await member();
    const hold = await placeHold(desk(), { memberNumber, bibId, pickupLibraryId: gedog.id });
    await checkOut(desk(), { memberNumber, itemBarcode: barcodes[1] ?? '' });
    expect(await getHold(desk(), hold.id)).toMatchObject({ status: 'collected', itemBarcode: barcodes[1] });
  });

  test('who has what others wait for cannot renew it', async () => {
    const { loan } = await wanted(1);
    await expect(renewLoan(desk(), { loanId: loan.id })).rejects.toEqual(code('renewal_wanted'));
    expect((await viewAccount(desk(), loan.memberNumber)).loans).toMatchObject([{ renewableUntil: null }]);
    await renewLoan(desk(), { loanId: loan.id, override: { reason: 'Sakit' } });
  });
});

describe('the hold shelf', () => {
  test('what is not collected in time goes to the next; running the job again changes nothing', async () => {
    const { bibId, barcode, holds } = await wanted(2);
    await checkIn(desk(), { itemBarcode: barcode });
    t.clock.set('2026-11-27T20:00:00+07:00');
    expect(await expireHolds(t.ctx())).toBe(0);
    expect(await remindOfHolds(t.ctx())).toBeGreaterThan(0);
    expect(await remindOfHolds(t.ctx())).toBe(0);
    t.clock.set('2026-11-28T00:30:00+07:00');
    expect(await expireHolds(t.ctx())).toBeGreaterThan(0);
    expect(await expireHolds(t.ctx())).toBe(0);
    const [first, second] = await Promise.all(holds.map((hold) => getHold(desk(), hold.id)));
    expect(first).toMatchObject({ status: 'expired' });
    expect(second).toMatchObject({ status: 'waiting', itemBarcode: barcode });
    expect(await positions(bibId)).toEqual([]);
  });

  test('the last one expires: the copy is on the shelf again', async () => {
    const { barcode } = await wanted(1);
    await checkIn(desk(), { itemBarcode: barcode });
    t.clock.set('2026-12-04T08:00:00+07:00');
    await expireHolds(t.ctx());
    expect(await stateOf(barcode)).toMatchObject({ setAside: null });
  });

  test('one more day, and never a day on which nobody can come', async () => {
    const { barcode, holds } = await wanted(1);
    await checkIn(desk(), { itemBarcode: barcode });
    // Friday plus one is a Saturday, on which it is closed
    expect(await extendHold(desk(), { holdId: holds[0]?.id ?? 0, days: 1 })).toMatchObject({ keepUntil: '2026-11-30' });
  });

  test('a cancelled hold frees its copy for the next', async () => {
    const { barcode, holds } = await wanted(2);
    await checkIn(desk(), { itemBarcode: barcode });
    expect(await cancelHold(desk(), holds[0]?.id ?? 0)).toMatchObject({
      kind: 'hold_shelf',
      hold: { id: holds[1]?.id },
    });
  });

  test('cancelled while it lies ready: it does not travel; on the road: whoever is next gets it there', async () => {
    const { barcode, holds } = await wanted(2, gedog);
    await checkIn(desk(), { itemBarcode: barcode });
    await cancelHold(desk(), holds[0]?.id ?? 0);
    await sendBox(desk(), { fromLibraryId: kota.id, toLibraryId: null, ids: null, box: null });
    expect(await cancelHold(desk(), holds[1]?.id ?? 0)).toBeNull();
    expect((await receiveItem(desk(gedog), { itemBarcode: barcode })).placement).toMatchObject({
      kind: 'to_library',
      transit: { reason: 'home', to: { code: 'KOTA' } },
    });
  });

  test('a copy that is set aside is neither withdrawn nor moved by hand', async () => {
    const { barcode } = await wanted(1);
    await checkIn(desk(), { itemBarcode: barcode });
    const item = await t.db.selectFrom('item').selectAll().where('barcode', '=', barcode).executeTakeFirstOrThrow();
    const refused = expect.objectContaining({ code: 'catalog.item_set_aside' }) as unknown;
    const edit = { id: item.id, version: item.version };
    await expect(withdrawItem(t.ctx(), { ...edit, reason: 'Rusak' })).rejects.toEqual(refused);
    await expect(updateItem(t.ctx(), { ...edit, libraryId: gedog.id })).rejects.toEqual(refused);
  });
});

describe('the queue', () => {
  test('a hold is moved, the others close up', async () => {
    const { bibId, holds } = await wanted(4);
    const [a, b, c, d] = holds.map((hold) => hold.id);
    expect(await moveHold(desk(), { holdId: d ?? 0, position: 2 })).toMatchObject({ position: 2 });
    expect((await positions(bibId)).map(([id]) => id)).toEqual([a, d, b, c]);
    await cancelHold(desk(), a ?? 0);
    expect(await positions(bibId)).toEqual([
      [d, 1],
      [b, 2],
      [c, 3],
    ]);
    const clerk = t.ctx({ grants: [{ libraryId: kota.id, permissions: ['holds.place'] }] });
    expect(() => moveHold(clerk, { holdId: b ?? 0, position: 1 })).toThrow(
      expect.objectContaining({ code: 'platform.forbidden' }) as Error,
    );
  });

  test('two records that become one have one queue, in the order of joining', async () => {
    const keep = await title(kota);
    const drop = await title(kota);
    const ids = [];
    for (const [minute, bibId] of [drop.bibId, keep.bibId, drop.bibId].entries()) {
      t.clock.set(`2026-11-25T11:0${minute}:00+07:00`);
      ids.push((await placeHold(desk(), { memberNumber: await member(), bibId, pickupLibraryId: kota.id })).id);
    }
    const [a, b] = [await getBib(t.ctx(), keep.bibId), await getBib(t.ctx(), drop.bibId)];
    await mergeBibs(t.ctx(), { keepId: a.id, keepVersion: a.version, dropId: b.id, dropVersion: b.version });
    expect(await positions(keep.bibId)).toEqual(ids.map((id, i) => [id, i + 1]));
  });

  test('every step leaves its trace', async () => {
    const { barcode, holds } = await wanted(1);
    await checkIn(desk(), { itemBarcode: barcode });
    await checkOut(desk(), { memberNumber: holds[0]?.memberNumber ?? '', itemBarcode: barcode });
    const trail = await t.db
      .selectFrom('auditEvent')
      .select('action')
      .where('entity', '=', 'hold')
      .where('entityId', '=', String(holds[0]?.id))
      .orderBy('id')
      .execute();
    expect(trail.map((event) => event.action)).toEqual(['hold.placed', 'hold.waiting', 'hold.collected']);
  });

  test('a member’s holds: what is ready comes first', async () => {
    const { barcode, holds } = await wanted(1);
    const number = holds[0]?.memberNumber ?? '';
    const later = await wanted(0);
    await placeHold(desk(), { memberNumber: number, bibId: later.bibId, pickupLibraryId: kota.id });
    await checkIn(desk(), { itemBarcode: barcode });
    const mine = await listHoldsOfMember(await asMember(number), number);
    expect(mine.map((hold) => hold.status)).toEqual(['waiting', 'queued']);
  });
});

describe('fetching from the shelves', () => {
  const pulls = async (library: Library, bibId: number) =>
    (await pullList(desk(library), library.id))
      .filter((line) => line.hold.bibId === bibId)
      .map((line) => line.itemBarcode);

  test('from the pick-up library’s shelf, else from another; what is not there is looked for elsewhere', async () => {
    const { bibId, barcodes } = await title(kota, gedog);
    const [atKota = '', atGedog = ''] = barcodes;
    const hold = await placeHold(desk(), { memberNumber: await member(), bibId, pickupLibraryId: gedog.id });
    expect(await pulls(gedog, bibId)).toEqual([atGedog]);
    expect(await pulls(kota, bibId)).toEqual([]);
    await reportNotOnShelf(desk(gedog), atGedog);
    expect(await stateOf(atGedog)).toMatchObject({ status: 'missing' });
    expect(await pulls(gedog, bibId)).toEqual([]);
    expect(await pulls(kota, bibId)).toEqual([atKota]);
    const fetched = await receiveItem(desk(), { itemBarcode: atKota });
    expect(fetched.placement).toMatchObject({ kind: 'to_library', hold: { id: hold.id } });
    expect(await pulls(kota, bibId)).toEqual([]);
    await expect(reportNotOnShelf(desk(), atKota)).rejects.toEqual(code('pull_overtaken'));
    // found again behind the shelf
    expect(await receiveItem(desk(gedog), { itemBarcode: atGedog })).toMatchObject({ found: true });
  });

  test('staff send a copy elsewhere; one that is kept or travels is not sent again', async () => {
    const { barcodes } = await title(kota);
    const itemBarcode = barcodes[0] ?? '';
    const transit = await sendItem(desk(), { itemBarcode, toLibraryId: turi.id });
    expect(transit).toMatchObject({ reason: 'moved', to: { code: 'KEL-TURI' } });
    await expect(sendItem(desk(), { itemBarcode, toLibraryId: turi.id })).rejects.toEqual(code('item_travels'));
    await expect(sendItem(desk(turi), { itemBarcode, toLibraryId: turi.id })).rejects.toEqual(code('same_library'));
    const { barcode } = await wanted(1);
    await checkIn(desk(), { itemBarcode: barcode });
    await expect(sendItem(desk(), { itemBarcode: barcode, toLibraryId: turi.id })).rejects.toEqual(code('item_kept'));
  });
});
