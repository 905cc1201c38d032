import { beforeAll, beforeEach, expect, test } from 'vitest';
import { checkIn, checkOut } from '#modules/lending/circulation';
import { loanLinkRetention } from '#modules/lending/circulation/testing';
import { makeCopy, makeMember } from '#modules/lending/circulation/testing';
import { createLibrary, type Library } from '#modules/ground/libraries';
import { giveConsent } from '#modules/people/members';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { cancelBooking, listBookings, placeBooking } from '../index.ts';
import { bookingLinkRetention } from '../retention.ts';

const t = useTestDb();
let kota: Library;
let serial = 0;
beforeAll(async () => {
  const openingHours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opensMinute: 480, closesMinute: 1200 }));
  kota = await createLibrary(t.ctx(), { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat', openingHours });
});
beforeEach(() => t.clock.set(TEST_NOW));
const desk = () => ({ ...t.ctx({ id: 1 }), libraryId: kota.id });
const at = (day: string, hour = 8): Date => new Date(`2026-12-${day}T${String(hour).padStart(2, '0')}:00:00+07:00`);
const tool = async () =>
  makeCopy(t.ctx(), { title: 'Proyektor', barcode: `ALAT-${(serial += 1)}`, libraryId: kota.id, itemType: 'alat' });
const member = async () =>
  makeMember(t.ctx(), { fullName: `Anggota ${(serial += 1)}`, number: `A${serial}`, homeLibrary: 'KOTA' });
const booked = async (memberNumber: string, itemBarcode: string) =>
  placeBooking(desk(), {
    memberNumber,
    itemBarcodes: [itemBarcode],
    startsAt: at('05'),
    endsAt: at('06'),
    purpose: 'Rapat RT',
  });
/** Everything that still says whose a booking was. */
const said = async (id: number) => {
  const row = await t.db.selectFrom('booking').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const traces = await t.db
    .selectFrom('auditEvent')
    .select(['subjectId', 'after'])
    .where('entity', '=', 'booking')
    .where('entityId', '=', String(id))
    .execute();
  return { memberId: row.memberId, purpose: row.purpose, traces: JSON.stringify(traces) };
};

test('who had what is forgotten also where it had been booked: when the loan lets go, the booking does not tell it', async () => {
  const [number, barcode, other] = [await member(), await tool(), await tool()];
  const { id } = await booked(number, barcode);
  const called = await booked(number, other);
  await cancelBooking(desk(), called.id);
  t.clock.set(at('05', 9).toISOString());
  await checkOut(desk(), { memberNumber: number, itemBarcode: barcode });
  t.clock.set(at('05', 12).toISOString());
  await checkIn(desk(), { itemBarcode: barcode });
  const running = await placeBooking(desk(), {
    memberNumber: number,
    itemBarcodes: [barcode],
    startsAt: at('20'),
    endsAt: at('21'),
  });

  const before = at('12');
  t.clock.set(at('12').toISOString());
  await loanLinkRetention.clear(t.ctx(), before, t.storage);
  expect((await bookingLinkRetention.due(t.ctx(), before)).count).toBe(2);
  expect(await bookingLinkRetention.clear(t.ctx(), before, t.storage)).toEqual({ gone: 2, waiting: 0 });
  for (const ended of [id, called.id]) {
    const left = await said(ended);
    expect(left).toMatchObject({ memberId: null, purpose: '' });
    expect(left.traces).not.toContain(`"${number}"`);
    expect(left.traces).toContain('"subjectId":null');
  }
  // what is still to come stays as it is, and lists go on
  expect((await said(running.id)).memberId).not.toBeNull();
  expect((await listBookings(desk(), { memberNumber: number, limit: 50 })).data.map((one) => one.id)).toEqual([
    running.id,
  ]);
  expect(await bookingLinkRetention.clear(t.ctx(), before, t.storage)).toEqual({ gone: 0, waiting: 0 });
});

test('whoever keeps a reading history by choice keeps what they booked', async () => {
  const number = await member();
  await giveConsent(t.ctx(), number, { purpose: 'reading_history', channel: 'desk' });
  const { id } = await booked(number, await tool());
  await cancelBooking(desk(), id);
  t.clock.set(at('20').toISOString());
  expect(await bookingLinkRetention.clear(t.ctx(), at('12'), t.storage)).toEqual({ gone: 0, waiting: 0 });
  expect((await said(id)).memberId).not.toBeNull();
});
