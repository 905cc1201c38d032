import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TEST_NOW, useTestDb } from '../../../../../../tests/support/test-db.ts';
import { addMobileStop, removeMobileStop, skipVisit, type Library } from '#modules/ground/libraries';
import { getHold, listHoldShelf, placeHold, pullList, receiveItem, sendBox } from '../../index.ts';
import { expireHolds, remindOfHolds } from '../../testing.ts';
import { shelfEndAtStop } from '../../rules/holds/shelf-end-at-stop.ts';
import { makeCopy, makeLibrary, makeMember } from '../../testing.ts';

const t = useTestDb();
let kota: Library;
let puskel: Library;
let serial = 0;
const gedog = { place: 'Balai Kelurahan Gedog', opensMinute: 540, closesMinute: 660 };
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  puskel = await makeLibrary(t.ctx(), 'PUSKEL', 'Perpustakaan Keliling');
});
// Wednesday, 25 November 2026
beforeEach(() => t.clock.set(TEST_NOW));

const desk = (library = kota) => ({ ...t.ctx({ id: 1 }), libraryId: library.id });
const stop = async (firstOn: string, everyWeeks = 1, lastOn: string | null = null) =>
  addMobileStop(t.ctx(), puskel.id, { ...gedog, firstOn, everyWeeks, lastOn });
const copy = async (): Promise<{ bibId: number; barcode: string }> => {
  const barcode = `H-${++serial}`;
  await makeCopy(t.ctx(), { title: `Judul ${serial}`, barcode, libraryId: kota.id });
  const row = await t.db.selectFrom('item').select('bibId').where('barcode', '=', barcode).executeTakeFirstOrThrow();
  return { bibId: row.bibId, barcode };
};
const member = async () => makeMember(t.ctx(), { fullName: 'Dimas Aji', number: `A${++serial}`, homeLibrary: 'KOTA' });
/** A hold for a stop, and its copy. */
async function waitAt(pickupStopId: number) {
  const { bibId, barcode } = await copy();
  const override = { reason: 'diminta lewat telepon' };
  const hold = await placeHold(desk(), { memberNumber: await member(), bibId, pickupStopId, override });
  return { hold, barcode };
}
/** Brings the copy into the mobile library. */
async function bring(barcode: string) {
  await receiveItem(desk(), { itemBarcode: barcode });
  await sendBox(desk(), { fromLibraryId: kota.id, toLibraryId: puskel.id, ids: null, box: null });
  return receiveItem(desk(puskel), { itemBarcode: barcode });
}
const noticeOf = async (holdId: number, topic: string) =>
  (
    await t.db
      .selectFrom('notification')
      .select('params')
      .where('about', '=', `hold:${holdId}`)
      .where('topic', '=', topic)
      .executeTakeFirst()
  )?.params;

describe('a hold for a stop of the mobile library', () => {
  test('goes to the unit of the mobile library and says the stop, on the pull list and on the shelf', async () => {
    const { hold, barcode } = await waitAt(await stop('2026-11-27'));
    expect(hold).toMatchObject({ pickupLibrary: { code: 'PUSKEL' }, pickupStop: { place: gedog.place } });
    const line = (await pullList(desk(), kota.id)).find((one) => one.itemBarcode === barcode);
    expect(line?.hold.pickupStop?.place).toBe(gedog.place);
    expect((await receiveItem(desk(), { itemBarcode: barcode })).placement).toMatchObject({
      kind: 'to_library',
      transit: { toLibrary: { code: 'PUSKEL' } },
    });
    await sendBox(desk(), { fromLibraryId: kota.id, toLibraryId: puskel.id, ids: null, box: null });
    await receiveItem(desk(puskel), { itemBarcode: barcode });
    expect((await listHoldShelf(desk(puskel), puskel.id)).find(({ id }) => id === hold.id)).toMatchObject({
      status: 'waiting',
      pickupStop: { place: gedog.place },
    });
  });

  test('is kept until the mobile library has come there, and the member is told when that is', async () => {
    const { hold, barcode } = await waitAt(await stop('2026-12-18', 4));
    await bring(barcode);
    // three days by the policy, the next visit later
    expect((await getHold(desk(), hold.id)).keepUntil).toBe('2026-12-18');
    expect(await noticeOf(hold.id, 'hold_waiting')).toMatchObject({
      place: 'Perpustakaan Keliling',
      stop: gedog.place,
      visit: { on: '2026-12-18', opensMinute: 540, closesMinute: 660 },
    });
    t.clock.set('2026-12-18T09:00:00+07:00');
    await expireHolds(desk());
    expect((await getHold(desk(), hold.id)).status).toBe('waiting');
    t.clock.set('2026-12-19T09:00:00+07:00');
    await expireHolds(desk());
    expect((await getHold(desk(), hold.id)).status).toBe('expired');
  });

  test('waits on when the visit was called off, and says the new day before it ends', async () => {
    const stopId = await stop('2026-12-04', 2);
    const { hold, barcode } = await waitAt(stopId);
    await bring(barcode);
    await skipVisit(t.ctx(), stopId, { on: '2026-12-04', reason: 'Servis kendaraan' });
    t.clock.set('2026-12-05T09:00:00+07:00');
    await expireHolds(desk());
    expect(await getHold(desk(), hold.id)).toMatchObject({ status: 'waiting', keepUntil: '2026-12-18' });
    t.clock.set('2026-12-17T09:00:00+07:00');
    await remindOfHolds(desk());
    expect(await noticeOf(hold.id, 'hold_expiring')).toMatchObject({ visit: { on: '2026-12-18' } });
  });

  test('is refused where the mobile library comes no more, and where the stop is not one of the library named', async () => {
    const { bibId } = await copy();
    const ended = await stop('2026-11-06', 1, '2026-11-20');
    const memberNumber = await member();
    const override = { reason: 'diminta' };
    await expect(placeHold(desk(), { memberNumber, bibId, pickupStopId: ended, override })).rejects.toMatchObject({
      code: 'circulation.hold_stop_ended',
      params: { place: gedog.place },
    });
    const other = { memberNumber, bibId, override, pickupLibraryId: kota.id, pickupStopId: await stop('2026-11-27') };
    await expect(placeHold(desk(), other)).rejects.toMatchObject({ fields: { pickupStop: 'unknown' } });
    await expect(placeHold(desk(), { memberNumber, bibId, override })).rejects.toMatchObject({
      fields: { pickupLibrary: 'required' },
    });
  });

  test('is a hold for the mobile library itself once the stop has left the route', async () => {
    const stopId = await stop('2026-11-27');
    const { hold } = await waitAt(stopId);
    await removeMobileStop(t.ctx(), stopId);
    expect(await getHold(desk(), hold.id)).toMatchObject({ pickupStop: null, pickupLibrary: { code: 'PUSKEL' } });
  });
});

test('the last day on the shelf: by the policy, and not before the first visit after the day it came in', () => {
  const visits = ['2026-11-25', '2026-12-02', '2026-12-09'];
  expect(shelfEndAtStop('2026-11-28', '2026-11-25', visits)).toBe('2026-12-02');
  expect(shelfEndAtStop('2026-12-05', '2026-11-25', visits)).toBe('2026-12-05');
  expect(shelfEndAtStop('2026-11-28', '2026-12-09', visits)).toBe('2026-11-28');
  expect(shelfEndAtStop('2026-11-28', '2026-11-25', [])).toBe('2026-11-28');
});
