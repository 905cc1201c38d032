import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWithoutSecondTry, playLocks } from '../../../../../tests/support/lock-play.ts';
import { useHoldStage } from '../../../../../tests/support/hold-stage.ts';
import { makeMember } from '../testing.ts';
import type { Db, Tx } from '#platform/database/db';
import { getMember } from '#modules/people/members';
import { cancelHold, createPolicy, endMembership, placeHold, receiveItem, sendBox } from '../index.ts';

const stage = useHoldStage();
const { t, desk, member, title } = stage;
let many: Db;
beforeAll(async () => {
  many = openWithoutSecondTry(t.address);
  await createPolicy(t.ctx(), { libraryId: stage.libraries().kota.id, maxHoldsPerBib: 3 });
});
afterAll(async () => many.destroy());
const busy = () => ({ ...desk(), db: many });
const holdCopy = (barcode: string) => async (trx: Tx) =>
  sql`select 1 from item where barcode = ${barcode} for update`.execute(trx);

/** A copy that lies ready for the box to another library, for whom it was caught. */
async function readyToLeave() {
  const { kota, gedog } = stage.libraries();
  const { bibId, barcodes } = await title(kota);
  const [barcode = ''] = barcodes;
  const hold = await placeHold(desk(), { bibId, memberNumber: await member(), pickupLibraryId: gedog.id });
  await receiveItem(desk(), { itemBarcode: barcode });
  const transit = async () =>
    t.db
      .selectFrom('transit')
      .innerJoin('item', 'item.id', 'transit.itemId')
      .select(['transit.id', 'sentAt', 'cancelledAt', 'transit.holdId', 'item.setAside'])
      .where('item.barcode', '=', barcode)
      .executeTakeFirstOrThrow();
  const { id } = await transit();
  const box = { fromLibraryId: kota.id, toLibraryId: null, ids: [id], box: null };
  const holdJourney = async (trx: Tx) => sql`select 1 from transit where id = ${id} for update`.execute(trx);
  return { hold, box, transit, holdJourney };
}

test('a hold that is cancelled while its box leaves: the copy is on the road, and for nobody', async () => {
  const { hold, box, transit, holdJourney } = await readyToLeave();
  const outcomes = await playLocks(t.db, holdJourney, [
    async () => sendBox(busy(), box),
    async () => cancelHold(busy(), hold.id),
  ]);
  expect(outcomes).toEqual(['done', 'done']);
  expect(await transit()).toMatchObject({
    sentAt: expect.any(Date) as Date,
    cancelledAt: null,
    holdId: null,
    setAside: 'in_transit',
  });
});

test('a box that leaves while the hold is cancelled leaves without the copy', async () => {
  const { hold, box, transit, holdJourney } = await readyToLeave();
  const outcomes = await playLocks(t.db, holdJourney, [
    async () => cancelHold(busy(), hold.id),
    async () => sendBox(busy(), box),
  ]);
  expect(outcomes).toEqual(['done', 'done']);
  expect(await transit()).toMatchObject({ sentAt: null, cancelledAt: expect.any(Date) as Date, setAside: null });
});

test('a membership ends with two holds on one title while a desk cancels one of them: neither is thrown out', async () => {
  const { kota } = stage.libraries();
  const { bibId, barcodes } = await title(kota, kota);
  const number = `AKHIR-${bibId}`;
  await makeMember(t.ctx(), { fullName: 'Dimas Aji', number, homeLibrary: 'KOTA' });
  const holds: number[] = [];
  for (const itemBarcode of barcodes) {
    holds.push((await placeHold(desk(), { bibId, memberNumber: number, pickupLibraryId: kota.id })).id);
    await receiveItem(desk(), { itemBarcode });
  }
  const { version } = await getMember(desk(), number);
  const outcomes = await playLocks(t.db, holdCopy(barcodes[1] ?? ''), [
    async () => cancelHold(busy(), holds[1] ?? 0),
    async () => endMembership(busy(), { memberNumber: number, version }),
  ]);
  expect(outcomes).toEqual(['done', 'done']);
  const rows = await t.db.selectFrom('hold').select('status').where('id', 'in', holds).execute();
  expect(rows.map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
});
