import { beforeAll, describe, expect, test } from 'vitest';
import { setItemStatus, findItemByBarcode } from '#modules/collection/catalog';
import { addClosedDay, getLibrary, setSetting, updateLibrary, type Library } from '#modules/ground/libraries';
import { useHoldStage } from '../../../../../../tests/support/hold-stage.ts';
import { checkIn, checkOut, createPolicy, placeHold, pullList, receiveItem, reportNotOnShelf } from '../../index.ts';

const stage = useHoldStage();
const { t, desk, member, code, title } = stage;
let kota: Library;
let gedog: Library;
let turi: Library;
beforeAll(() => {
  ({ kota, gedog, turi } = stage.libraries());
});
const waits = async (bibId: number, pickup: Library, home = 'KOTA') =>
  (await placeHold(desk(), { memberNumber: await member({ homeLibrary: home }), bibId, pickupLibraryId: pickup.id }))
    .id;
/** What each library is to fetch of a title: hold → barcode. */
async function lists(bibId: number): Promise<Map<number, string>> {
  const lines = (await Promise.all([kota, gedog, turi].map(async ({ id }) => pullList(desk(), id)))).flat();
  return new Map(
    lines.filter(({ hold }) => hold.bibId === bibId).map(({ hold, itemBarcode }) => [hold.id, itemBarcode]),
  );
}
/** Fetches everything that stands on a list, the last line first, and sees that everybody gets what it said. */
async function fetchAll(bibId: number): Promise<Map<number, string>> {
  const list = await lists(bibId);
  for (const [holdId, itemBarcode] of [...list].toReversed()) {
    const { libraryId = 0 } = (await findItemByBarcode(t.db, itemBarcode)) ?? {};
    const { placement } = await receiveItem({ ...desk(), libraryId }, { itemBarcode });
    expect(placement).toMatchObject({ hold: { id: holdId } });
  }
  return list;
}
const become = async (barcode: string, status: 'damaged' | 'available') =>
  t.db.transaction().execute(async (trx) => {
    await setItemStatus(trx, desk(), (await findItemByBarcode(trx, barcode))?.id ?? 0, status);
  });

describe('the list and the scan choose alike', () => {
  test('who is fetched which copy from where', async () => {
    const { bibId } = await title(gedog, kota, turi);
    const holds = [await waits(bibId, kota), await waits(bibId, turi), await waits(bibId, kota)];
    const list = await fetchAll(bibId);
    expect([...list.keys()].toSorted()).toEqual(holds.toSorted());
  });

  test('also where a library serves its own readers first', async () => {
    await createPolicy(t.ctx(), { libraryId: turi.id, holdPriority: 'pickup' });
    const { bibId, barcodes } = await title(turi);
    await waits(bibId, kota);
    const own = await waits(bibId, turi);
    expect(await fetchAll(bibId)).toEqual(new Map([[own, barcodes[0]]]));
  });

  test('a copy that stands on its shelf and on no list goes back there, whoever scans it', async () => {
    const { bibId, barcodes } = await title(kota, gedog);
    const holdId = await waits(bibId, kota);
    expect(await lists(bibId)).toEqual(new Map([[holdId, barcodes[0]]]));
    const scanned = await receiveItem(desk(gedog), { itemBarcode: barcodes[1] ?? '' });
    expect(scanned.placement).toEqual({ kind: 'shelf' });
    // one that is not there is given from another shelf
    await reportNotOnShelf(desk(), barcodes[0] ?? '');
    expect(await lists(bibId)).toEqual(new Map([[holdId, barcodes[1]]]));
  });

  test('what a reader brings serves the first who has none at their own library, and the list follows', async () => {
    const { bibId, barcodes } = await title(gedog, turi);
    const [out = '', shelf = ''] = barcodes;
    await checkOut(desk(gedog), { memberNumber: await member(), itemBarcode: out });
    const [first, second] = [await waits(bibId, kota), await waits(bibId, kota)];
    expect(await lists(bibId)).toEqual(new Map([[first, shelf]]));
    expect((await checkIn(desk(gedog), { itemBarcode: out })).placement).toMatchObject({ hold: { id: first } });
    expect(await lists(bibId)).toEqual(new Map([[second, shelf]]));
  });

  test('a library that is closed today is asked last', async () => {
    const { bibId, barcodes } = await title(gedog, turi);
    await addClosedDay(t.ctx(), {
      libraryId: gedog.id,
      dateFrom: '2026-11-26',
      dateTo: '2026-11-26',
      type: 'penutupan',
      reason: 'Hajatan',
    });
    t.clock.set('2026-11-26T09:00:00+07:00');
    const [first, second] = [await waits(bibId, kota), await waits(bibId, kota)];
    expect(await lists(bibId)).toEqual(
      new Map([
        [first, barcodes[1]],
        [second, barcodes[0]],
      ]),
    );
    await fetchAll(bibId);
  });

  test('the network may say in which order its libraries are asked', async () => {
    const { bibId, barcodes } = await title(gedog, turi);
    const holdId = await waits(bibId, kota);
    await setSetting(t.ctx(), 'pullOrder', [turi.id, gedog.id]);
    expect(await lists(bibId)).toEqual(new Map([[holdId, barcodes[1]]]));
    await setSetting(t.ctx(), 'pullOrder', [gedog.id]);
    expect(await lists(bibId)).toEqual(new Map([[holdId, barcodes[0]]]));
    await setSetting(t.ctx(), 'pullOrder', []);
  });

  test('a library may have an order of its own for what is collected there; elsewhere the network’s stays', async () => {
    const order = async ({ id }: Library, pullOrder: number[] | null) =>
      updateLibrary(t.ctx(), id, (await getLibrary(t, id)).version, { pullOrder });
    await setSetting(t.ctx(), 'pullOrder', [gedog.id, turi.id]);
    await order(kota, [turi.id, gedog.id]);
    const here = await title(gedog, turi);
    const atKota = await waits(here.bibId, kota);
    expect(await lists(here.bibId)).toEqual(new Map([[atKota, here.barcodes[1]]]));
    const there = await title(kota, gedog);
    const atTuri = await waits(there.bibId, turi);
    expect(await lists(there.bibId)).toEqual(new Map([[atTuri, there.barcodes[1]]]));
    await order(kota, null);
    expect(await lists(here.bibId)).toEqual(new Map([[atKota, here.barcodes[0]]]));
    await setSetting(t.ctx(), 'pullOrder', []);
  });
});

describe('a damaged copy', () => {
  test('stands on no list, serves nobody at a scan, and is not waited for when there is no other', async () => {
    const { bibId, barcodes } = await title(kota);
    const [barcode = ''] = barcodes;
    const holdId = await waits(bibId, kota);
    await become(barcode, 'damaged');
    expect(await lists(bibId)).toEqual(new Map());
    expect((await receiveItem(desk(), { itemBarcode: barcode })).placement).toEqual({ kind: 'shelf' });
    await expect(waits(bibId, kota)).rejects.toEqual(code('hold_only_damaged'));
    await expect(
      placeHold(desk(), { memberNumber: await member(), itemBarcode: barcode, pickupLibraryId: kota.id }),
    ).rejects.toEqual(code('hold_only_damaged'));
    await become(barcode, 'available');
    expect(await fetchAll(bibId)).toEqual(new Map([[holdId, barcode]]));
  });
});
