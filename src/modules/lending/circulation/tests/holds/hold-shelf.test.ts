import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { updateItem, withdrawItem } from '#modules/collection/catalog';
import type { Library } from '#modules/ground/libraries';
import { localDate } from '#shared/dates';
import {
  cancelHold,
  checkIn,
  extendHold,
  getHold,
  placeHold,
  pullList,
  receiveItem,
  reportNotOnShelf,
  sendBox,
  sendItem,
} from '../../index.ts';
import { expireHolds, remindOfHolds } from '../../testing.ts';
import { useHoldStage } from '../../../../../../tests/support/hold-stage.ts';

const stage = useHoldStage();
const { t, desk, member, code, title, wanted, stateOf, positions } = stage;
let kota: Library;
let gedog: Library;
let turi: Library;
beforeAll(() => {
  ({ kota, gedog, turi } = stage.libraries());
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
    const [first, second] = await Promise.all(holds.map(async (hold) => getHold(desk(), hold.id)));
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

  test('who has not been told yet that a book waits reads of the day until which it is kept now', async () => {
    const { barcode, holds } = await wanted(1);
    await checkIn(desk(), { itemBarcode: barcode });
    const holdId = holds[0]?.id ?? 0;
    const told = async () =>
      (
        await t.db
          .selectFrom('notification')
          .select(['topic', sql<string>`params->>'until'`.as('until')])
          .where('about', '=', `hold:${holdId}`)
          .where('withdrawnAt', 'is', null)
          .execute()
      ).map(({ topic, until }) => [topic, localDate(new Date(until), 'Asia/Jakarta')]);
    const [[, first] = []] = await told();
    const { keepUntil } = await extendHold(desk(), { holdId, days: 3 });
    expect(keepUntil).not.toBe(first);
    expect(await told()).toEqual([['hold_waiting', keepUntil]]);
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
      transit: { reason: 'home', toLibrary: { code: 'KOTA' } },
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
    expect(transit).toMatchObject({ reason: 'moved', toLibrary: { code: 'KEL-TURI' } });
    await expect(sendItem(desk(), { itemBarcode, toLibraryId: turi.id })).rejects.toEqual(code('item_travels'));
    await expect(sendItem(desk(turi), { itemBarcode, toLibraryId: turi.id })).rejects.toEqual(code('same_library'));
    const { barcode } = await wanted(1);
    await checkIn(desk(), { itemBarcode: barcode });
    await expect(sendItem(desk(), { itemBarcode: barcode, toLibraryId: turi.id })).rejects.toEqual(code('item_kept'));
  });
});
