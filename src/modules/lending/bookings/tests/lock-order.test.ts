import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openWithoutSecondTry, playLocks } from '../../../../../tests/support/lock-play.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { checkIn, checkOut, endMembership } from '#modules/lending/circulation';
import { makeCopy, makeMember } from '#modules/lending/circulation/testing';
import { createLibrary, type Library } from '#modules/ground/libraries';
import { getMember } from '#modules/people/members';
import type { Db, Tx } from '#platform/database/db';
import { cancelBooking, placeBooking } from '../index.ts';
import { getBooking } from '../testing.ts';

const t = useTestDb();
let many: Db;
let kota: Library;
let serial = 0;
beforeAll(async () => {
  const openingHours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opensMinute: 480, closesMinute: 1200 }));
  kota = await createLibrary(t.ctx(), { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat', openingHours });
  many = openWithoutSecondTry(t.address);
});
afterAll(async () => many.destroy());
beforeEach(() => t.clock.set(TEST_NOW));
const desk = (db = many) => ({ ...t.ctx({ id: 1 }), db, libraryId: kota.id });

/** A projector that somebody has booked from now on. */
async function booked() {
  serial += 1;
  const memberNumber = await makeMember(t.ctx(), { fullName: 'Dimas', number: `A${serial}`, homeLibrary: 'KOTA' });
  const itemBarcode = await makeCopy(t.ctx(), {
    title: 'Proyektor',
    barcode: `ALAT-${serial}`,
    libraryId: kota.id,
    itemType: 'alat',
  });
  const startsAt = new Date('2026-11-25T09:00:00+07:00');
  const endsAt = new Date('2026-11-26T12:00:00+07:00');
  const { id } = await placeBooking(desk(t.db), { memberNumber, itemBarcodes: [itemBarcode], startsAt, endsAt });
  return { id, memberNumber, itemBarcode };
}
const holdItems = (id: number) => async (trx: Tx) =>
  sql`select 1 from booking_item where booking_id = ${id} for update`.execute(trx);

test('a booking that is cancelled while its copy is lent to the booker is collected or cancelled, and neither act is thrown out', async () => {
  const { id, memberNumber, itemBarcode } = await booked();
  const outcomes = await playLocks(t.db, holdItems(id), [
    async () => checkOut(desk(), { memberNumber, itemBarcode }),
    async () => cancelBooking(desk(), id),
  ]);
  expect(outcomes).toEqual(['done', 'bookings.collected']);
  expect(await getBooking(desk(), id)).toMatchObject({ status: 'collected' });
  await checkIn(desk(), { itemBarcode });
});

test('the other way round it is cancelled, and the loan is one without a booking', async () => {
  const { id, memberNumber, itemBarcode } = await booked();
  const outcomes = await playLocks(t.db, holdItems(id), [
    async () => cancelBooking(desk(), id),
    async () => checkOut(desk(), { memberNumber, itemBarcode }),
  ]);
  expect(outcomes).toEqual(['done', 'done']);
  expect(await getBooking(desk(), id)).toMatchObject({ status: 'cancelled', items: [{ collected: false }] });
});

test('a membership that ends takes its bookings along, also while one of them is cancelled', async () => {
  const { id, memberNumber } = await booked();
  const { version } = await getMember(desk(t.db), memberNumber);
  const outcomes = await playLocks(t.db, holdItems(id), [
    async () => endMembership(desk(), { memberNumber, version }),
    async () => cancelBooking(desk(), id),
  ]);
  expect(outcomes).toEqual(['done', 'bookings.ended']);
  expect(await getBooking(desk(), id)).toMatchObject({ status: 'cancelled', items: [{ active: false }] });
});
