import { beforeAll, describe, expect, test } from 'vitest';
import { listItemsOfBib } from '#modules/collection/catalog';
import type { Library } from '#modules/ground/libraries';
import { carryOutRequest, liftBlock, makeRequest } from '#modules/people/members';
import {
  checkIn,
  checkOut,
  createPolicy,
  getHold,
  listHoldShelf,
  listTransits,
  placeHold,
  receiveItem,
  renewLoan,
  reportDamage,
  resumeHold,
  sendBox,
  suspendHold,
  undoCheckIn,
  undoCheckOut,
  viewAccount,
} from '../../index.ts';
import { makeLibrary } from '../../testing.ts';
import { useHoldStage } from '../../../../../../tests/support/hold-stage.ts';

const stage = useHoldStage();
const { t, desk, member, code, title, wanted, stateOf, positions } = stage;
let kota: Library;
let gedog: Library;
let turi: Library;
beforeAll(() => {
  ({ kota, gedog, turi } = stage.libraries());
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

  test('whose data are only kept is passed over, keeps the place, and is served when that is lifted', async () => {
    const { bibId, barcode, holds, loan } = await wanted(2);
    const first = holds[0]?.memberNumber ?? '';
    const request = await makeRequest(t.ctx(), first, { kind: 'restrict' });
    await carryOutRequest(t.ctx(), { personalData: [], storage: t.storage }, request.id);
    const back = await checkIn(desk(), { itemBarcode: barcode });
    expect(back.placement).toMatchObject({ kind: 'hold_shelf', hold: { id: holds[1]?.id } });
    expect(await positions(bibId)).toEqual([[holds[0]?.id, 1]]);
    await undoCheckIn(desk(), loan.id);
    const block = await t.db
      .selectFrom('memberBlock')
      .select('id')
      .where('kind', '=', 'restricted')
      .executeTakeFirstOrThrow();
    await liftBlock(t.ctx(), block.id);
    const again = await checkIn(desk(), { itemBarcode: barcode });
    expect(again.placement).toMatchObject({ kind: 'hold_shelf', hold: { id: holds[0]?.id } });
  });

  test('nobody has to give a book back for somebody whose data are only kept', async () => {
    const { holds, loan, barcode } = await wanted(1);
    const request = await makeRequest(t.ctx(), holds[0]?.memberNumber ?? '', { kind: 'restrict' });
    await carryOutRequest(t.ctx(), { personalData: [], storage: t.storage }, request.id);
    expect((await viewAccount(desk(), loan.memberNumber)).loans).toMatchObject([
      { itemBarcode: barcode, renewableUntil: expect.any(Date) as Date },
    ]);
    await renewLoan(desk(), { loanId: loan.id });
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
      transit: { reason: 'hold', toLibrary: { code: 'KEL-GEDOG' } },
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
      transit: { fromLibrary: { code: 'KEL-TURI' }, toLibrary: { code: 'KEL-GEDOG' }, sentAt: null },
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
    const floats = await makeLibrary(t.ctx(), 'KEL-F1', 'Perpustakaan Kelurahan Rembang');
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
