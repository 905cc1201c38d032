import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { checkIn, checkOut, createPolicy, renewLoan, undoCheckIn, undoCheckOut } from '#modules/lending/circulation';
import { makeCopy, makeMember } from '#modules/lending/circulation/testing';
import { addClosedDay, createLibrary, type Library } from '#modules/ground/libraries';
import { addBlock, findMemberByNumber } from '#modules/people/members';
import type { Actor } from '#platform/context';
import { openDb, poolConfig, type Db } from '#platform/database/db';
import {
  bookingChoices,
  cancelBooking,
  createBookingSet,
  listBookable,
  listBookableSets,
  listBookings,
  listBookingSets,
  placeBooking,
  removeBookingSet,
} from '../index.ts';
import { busyTimes, expireBookings, getBooking } from '../testing.ts';

const t = useTestDb();
/** Real connections, one for each desk. */
let many: Db;
let kota: Library;
let serial = 0;
beforeAll(async () => {
  const openingHours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opensMinute: 480, closesMinute: 1200 }));
  kota = await createLibrary(t.ctx(), { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat', openingHours });
  many = openDb(poolConfig(t.address, 50)).db;
});
afterAll(async () => many.destroy());
beforeEach(() => t.clock.set(TEST_NOW));

const desk = () => ({ ...t.ctx({ id: 1 }), libraryId: kota.id });
const code = (name: string): unknown => expect.objectContaining({ code: `bookings.${name}` });
const member = async (): Promise<string> => {
  serial += 1;
  return makeMember(t.ctx(), { fullName: `Anggota ${serial}`, number: `A${serial}`, homeLibrary: 'KOTA' });
};
/** A projector: of the type that may be booked. */
const tool = async (itemType = 'alat'): Promise<string> => {
  serial += 1;
  return makeCopy(t.ctx(), { title: 'Proyektor', barcode: `ALAT-${serial}`, libraryId: kota.id, itemType });
};
const actorOf = async (number: string): Promise<Actor> => {
  const found = await findMemberByNumber(t.db, number);
  return { kind: 'member', id: found?.id ?? 0, number, name: found?.fullName ?? '', sessionId: 1 };
};
const at = (day: string, hour = 8): Date => new Date(`2026-12-${day}T${String(hour).padStart(2, '0')}:00:00+07:00`);
const book = async (barcodes: string[], from = at('05'), to = at('06'), memberNumber?: string) =>
  placeBooking(desk(), {
    memberNumber: memberNumber ?? (await member()),
    itemBarcodes: barcodes,
    startsAt: from,
    endsAt: to,
  });

describe('booking', () => {
  test('a projector is promised for a period; another may have it before and after, not within', async () => {
    const barcode = await tool();
    expect(await book([barcode])).toMatchObject({ status: 'booked', items: [{ barcode, collected: false }] });
    await expect(book([barcode], at('05', 20), at('07'))).rejects.toEqual(code('taken'));
    await expect(book([barcode], at('04'), at('08'))).rejects.toEqual(code('taken'));
    await book([barcode], at('04'), at('05'));
    await book([barcode], at('06'), at('07'));
  });

  test('of fifty who want it at the same time exactly one has it', async () => {
    const barcode = await tool();
    const members = await Promise.all(Array.from({ length: 50 }, member));
    const outcomes = await Promise.all(
      members.map(async (memberNumber, i) => {
        // half an hour apart: all of these periods touch
        const startsAt = new Date(at('05').getTime() + i * 30 * 60_000);
        const endsAt = new Date(startsAt.getTime() + 30 * 3_600_000);
        const input = { memberNumber, itemBarcodes: [barcode], startsAt, endsAt };
        return outcome(placeBooking({ ...desk(), db: many }, input));
      }),
    );
    expect(outcomes.filter((one) => one === 'done')).toHaveLength(1);
    expect(outcomes.filter((one) => one === 'bookings.taken')).toHaveLength(49);
  });

  test('a set is booked whole or not at all, also when two sets share a piece and are wanted at once', async () => {
    const [projector, screen, speaker] = [await tool(), await tool(), await tool()];
    const one = await createBookingSet(desk(), kota.id, { name: `Layar ${serial}`, itemBarcodes: [projector, screen] });
    const two = await createBookingSet(desk(), kota.id, {
      name: `Suara ${serial}`,
      itemBarcodes: [speaker, projector],
    });
    const [a, b] = [await member(), await member()];
    const wants = async (memberNumber: string, setId: number) =>
      outcome(placeBooking({ ...desk(), db: many }, { memberNumber, setId, startsAt: at('05'), endsAt: at('06') }));
    const outcomes = await Promise.all([wants(a, one), wants(b, two)]);
    expect(outcomes.toSorted()).toEqual(['bookings.taken', 'done']);
    const { data } = await listBookings(desk(), { itemBarcode: projector, limit: 5 });
    expect(data).toHaveLength(1);
    expect(data[0]?.items).toHaveLength(2);
    const loser = outcomes[0] === 'done' ? a : b;
    expect((await listBookings(desk(), { memberNumber: loser, limit: 5 })).data).toHaveLength(1);
  });

  test('bookable: only what the policy lets; maxBookingDays: no longer than it says', async () => {
    await expect(book([await tool('umum')])).rejects.toEqual(code('not_bookable'));
    await createPolicy(t.ctx(), { itemType: 'av', bookable: true, maxBookingDays: 3 });
    const film = await tool('av');
    await expect(book([film], at('01'), at('05'))).rejects.toMatchObject({
      code: 'bookings.too_long',
      params: { days: 3 },
    });
    await book([film], at('01'), at('04'));
  });

  test('nobody keeps a copy for themselves by booking it week after week', async () => {
    await createPolicy(t.ctx(), { itemType: 'anak', bookable: true, maxBookingDays: 7 });
    const [recorder, memberNumber] = [await tool('anak'), await member()];
    await book([recorder], at('08'), at('12'), memberNumber);
    await expect(book([recorder], at('12'), at('17'), memberNumber)).rejects.toMatchObject({
      code: 'bookings.in_a_row',
      params: { days: 7 },
    });
    // before it too, and with less than a day in which somebody else could have it
    await expect(book([recorder], at('02'), at('07', 20), memberNumber)).rejects.toEqual(code('in_a_row'));
    await book([recorder], at('02'), at('06'), memberNumber);
    await book([recorder], at('12'), at('17'));
    await book([recorder], at('18'), at('22'), memberNumber);
    const own = { ...t.ctx(await actorOf(memberNumber)), libraryId: kota.id };
    const more = { itemBarcodes: [recorder], startsAt: at('28'), endsAt: at('29') };
    await expect(placeBooking(own, more)).rejects.toEqual(code('too_many'));
    await book([recorder], at('28'), at('29'), memberNumber);
  });

  test('not in the past, not backwards, and not by who may not borrow', async () => {
    const barcode = await tool();
    const wrong = expect.objectContaining({ code: 'platform.invalid_input' }) as unknown;
    await expect(book([barcode], new Date('2026-11-01'), new Date('2026-11-02'))).rejects.toEqual(wrong);
    await expect(book([barcode], at('06'), at('05'))).rejects.toEqual(wrong);
    await expect(book([])).rejects.toEqual(wrong);
    const blocked = await member();
    await addBlock(desk(), blocked, { reason: 'Buku rusak' });
    await expect(book([barcode], at('05'), at('06'), blocked)).rejects.toEqual(code('member_blocked'));
  });

  test('not from or until a day on which the library is closed; over such a day it may lie', async () => {
    await addClosedDay(t.ctx({ id: 1 }), {
      libraryId: kota.id,
      dateFrom: '2026-12-25',
      dateTo: '2026-12-25',
      type: 'nasional',
      reason: 'Natal',
    });
    const barcode = await tool();
    await expect(book([barcode], at('25'), at('26'))).rejects.toMatchObject({
      code: 'bookings.library_closed',
      fields: { startsAt: 'closed_day' },
      params: { dateText: 'Jumat, 25 Desember 2026', nextText: 'Sabtu, 26 Desember 2026' },
    });
    await expect(book([barcode], at('24'), at('25', 12))).rejects.toMatchObject({ fields: { endsAt: 'closed_day' } });
    await book([barcode], at('24'), at('26'));
  });

  test('members book, see and cancel for themselves only', async () => {
    const [number, barcode] = [await member(), await tool()];
    const { id } = await t.db.selectFrom('member').select('id').where('number', '=', number).executeTakeFirstOrThrow();
    const me = t.ctx({ kind: 'member', id, number, name: 'Anggota', sessionId: 1 });
    const mine = await placeBooking(me, { itemBarcodes: [barcode], startsAt: at('05'), endsAt: at('06') });
    const other = await book([await tool()]);
    expect((await listBookings(me, { limit: 5 })).data.map((booking) => booking.id)).toEqual([mine.id]);
    await expect(getBooking(me, other.id)).rejects.toEqual(code('not_found'));
    await expect(cancelBooking(me, other.id)).rejects.toEqual(code('not_found'));
    await cancelBooking(me, mine.id);
    expect(await getBooking(me, mine.id)).toMatchObject({ status: 'cancelled', items: [{ active: false }] });
    // free again, for whoever asks next
    await book([barcode]);
    await expect(cancelBooking(me, mine.id)).rejects.toEqual(code('ended'));
  });
});

describe('lending what is booked', () => {
  test('is refused when the loan would run into somebody else’s booking; whoever may, decides otherwise', async () => {
    const [barcode, reader] = [await tool(), await member()];
    await book([barcode], at('01'), at('02'));
    await expect(checkOut(desk(), { memberNumber: reader, itemBarcode: barcode })).rejects.toMatchObject({
      code: 'circulation.item_booked',
      params: { on: '2026-12-01', overridable: true },
    });
    const override = { reason: 'Dikembalikan besok' };
    await checkOut(desk(), { memberNumber: reader, itemBarcode: barcode, override });
  });

  test('is allowed when it is back before the booking begins, and is not renewed into it', async () => {
    const [barcode, reader] = [await tool(), await member()];
    await createPolicy(t.ctx(), { libraryId: kota.id, itemType: 'alat', bookable: true, maxRenewals: 2 });
    await book([barcode], at('05'), at('06'));
    const { loan } = await checkOut(desk(), { memberNumber: reader, itemBarcode: barcode });
    await expect(renewLoan(desk(), { loanId: loan.id })).rejects.toMatchObject({ code: 'circulation.renewal_booked' });
    await expect(book([barcode], at('01'), at('02'))).rejects.toMatchObject({ code: 'bookings.on_loan_then' });
  });

  test('to the booker collects the booking until its end; the return closes it and frees the copy early', async () => {
    const [barcode, reader] = [await tool(), await member()];
    const booking = await book([barcode], at('01'), at('20'), reader);
    t.clock.set('2026-12-01T08:30:00+07:00');
    const { loan } = await checkOut(desk(), { memberNumber: reader, itemBarcode: barcode });
    expect(loan.dueAt).toEqual(at('20'));
    expect(await getBooking(desk(), booking.id)).toMatchObject({ status: 'collected', items: [{ collected: true }] });
    await expect(cancelBooking(desk(), booking.id)).rejects.toEqual(code('collected'));
    t.clock.set('2026-12-03T09:00:00+07:00');
    await checkIn(desk(), { itemBarcode: barcode });
    expect(await getBooking(desk(), booking.id)).toMatchObject({ status: 'returned' });
    await book([barcode], at('04'), at('05'));
  });

  test('a loan that is undone has collected nothing', async () => {
    const [barcode, reader] = [await tool(), await member()];
    const booking = await book([barcode], at('01'), at('03'), reader);
    t.clock.set('2026-12-01T08:30:00+07:00');
    const { loan } = await checkOut(desk(), { memberNumber: reader, itemBarcode: barcode });
    await undoCheckOut(desk(), loan.id);
    expect(await getBooking(desk(), booking.id)).toMatchObject({ status: 'booked', items: [{ collected: false }] });
    await checkOut(desk(), { memberNumber: reader, itemBarcode: barcode });
    expect((await getBooking(desk(), booking.id)).status).toBe('collected');
  });

  test('a return that is undone has set nothing free, unless somebody has booked it since', async () => {
    const [barcode, reader] = [await tool(), await member()];
    const booking = await book([barcode], at('01'), at('20'), reader);
    t.clock.set('2026-12-01T08:30:00+07:00');
    const { loan } = await checkOut(desk(), { memberNumber: reader, itemBarcode: barcode });
    const before = await getBooking(desk(), booking.id);
    await checkIn(desk(), { itemBarcode: barcode });
    await undoCheckIn(desk(), loan.id);
    expect(await getBooking(desk(), booking.id)).toEqual(before);
    await expect(book([barcode], at('04'), at('05'))).rejects.toEqual(code('on_loan_then'));
    await checkIn(desk(), { itemBarcode: barcode });
    await book([barcode], at('04'), at('05'));
    await expect(undoCheckIn(desk(), loan.id)).rejects.toMatchObject({ code: 'circulation.undo_booked' });
    expect(await getBooking(desk(), booking.id)).toMatchObject({ status: 'returned' });
  });

  test('booking and lending one copy at once: never both', async () => {
    for (let round = 0; round < 10; round++) {
      const [barcode, reader, other] = [await tool(), await member(), await member()];
      const ctx = { ...desk(), db: many };
      const input = { memberNumber: other, itemBarcodes: [barcode], startsAt: at('01'), endsAt: at('02') };
      const outcomes = await Promise.all([
        outcome(placeBooking(ctx, input)),
        outcome(checkOut(ctx, { memberNumber: reader, itemBarcode: barcode })),
      ]);
      expect(outcomes.filter((one) => one === 'done')).toHaveLength(1);
    }
  });
});

test('what is not collected within a day, or before its end, is free again; running it twice changes nothing', async () => {
  const long = await book([await tool()], at('05', 8), at('10'));
  const short = await book([await tool()], at('05', 9), at('05', 12));
  t.clock.set('2026-12-05T12:00:00+07:00');
  await expireBookings(desk());
  expect([(await getBooking(desk(), long.id)).status, (await getBooking(desk(), short.id)).status]).toEqual([
    'booked',
    'expired',
  ]);
  t.clock.set('2026-12-06T08:00:00+07:00');
  await expireBookings(desk());
  expect((await getBooking(desk(), long.id)).status).toBe('expired');
  expect(await expireBookings(desk())).toBe(0);
});

test('everybody sees when a copy is promised, and not to whom; sets are named once and taken apart', async () => {
  const [a, b] = [await tool(), await tool()];
  const booking = await book([a]);
  const busy = await busyTimes(t.ctx({ kind: 'anonymous' }), booking.items[0]?.bibId ?? 0);
  expect(busy).toEqual([{ barcode: a, startsAt: at('05'), endsAt: at('06') }]);
  const id = await createBookingSet(desk(), kota.id, { name: 'Bioskop', itemBarcodes: [a, b] });
  await expect(createBookingSet(desk(), kota.id, { name: 'Bioskop', itemBarcodes: [a, b] })).rejects.toEqual(
    code('set_name_taken'),
  );
  expect(await listBookingSets(desk(), kota.id)).toContainEqual(
    expect.objectContaining({ id, name: 'Bioskop', items: expect.arrayContaining([]) as unknown }),
  );
  await removeBookingSet(desk(), id);
  await expect(removeBookingSet(desk(), id)).rejects.toEqual(code('set_not_found'));
});

describe('what a reader may book', () => {
  const anybody = () => t.ctx({ kind: 'anonymous' });
  const bibOf = async (barcode: string): Promise<number> =>
    (await t.db.selectFrom('item').select('bibId').where('barcode', '=', barcode).executeTakeFirstOrThrow()).bibId;
  const all = async () => (await listBookable(anybody(), { offset: 0, limit: 500 })).data.map(({ bibId }) => bibId);

  test('are copies that the policy lets and that are not lost; a rule for one category is enough', async () => {
    const [projector, lost, novel] = [await tool(), await tool(), await tool('umum')];
    await t.db.updateTable('item').set({ status: 'lost' }).where('barcode', '=', lost).execute();
    expect(await all()).toContain(await bibOf(projector));
    expect(await all()).not.toContain(await bibOf(lost));
    expect(await all()).not.toContain(await bibOf(novel));
    expect(await bookingChoices(anybody(), await bibOf(novel))).toEqual([]);
    const category = await t.db.selectFrom('memberCategory').select('id').limit(1).executeTakeFirstOrThrow();
    await createPolicy(t.ctx(), { categoryId: category.id, itemType: 'umum', bookable: true });
    expect(await all()).toContain(await bibOf(novel));
  });

  test('with when it is not free: booked by anybody, or on loan; told once where both touch', async () => {
    const [barcode, reader] = [await tool(), await member()];
    const { loan } = await checkOut(desk(), { memberNumber: reader, itemBarcode: barcode });
    await book([barcode], at('20'), at('21'));
    await book([barcode], at('21'), at('22'));
    const [choice] = await bookingChoices(anybody(), await bibOf(barcode));
    expect(choice?.busy).toEqual([
      { startsAt: loan.loanedAt, endsAt: loan.dueAt },
      { startsAt: at('20'), endsAt: at('22') },
    ]);
  });

  test('a set only while every piece of it may be booked', async () => {
    const [a, b] = [await tool(), await tool()];
    const id = await createBookingSet(desk(), kota.id, { name: `Layar tancap ${a}`, itemBarcodes: [a, b] });
    const keys = async () => (await listBookableSets(anybody())).map(({ key }) => key);
    expect(await keys()).toContain(`set:${id}`);
    expect((await bookingChoices(anybody(), await bibOf(a))).map(({ key }) => key)).toEqual([`copy:${a}`, `set:${id}`]);
    await t.db.updateTable('item').set({ status: 'lost' }).where('barcode', '=', b).execute();
    expect(await keys()).not.toContain(`set:${id}`);
  });
});
