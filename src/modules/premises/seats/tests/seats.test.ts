import { beforeAll, expect, test } from 'vitest';
import { endMembership } from '#modules/lending/circulation';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { addClosedDay } from '#modules/ground/libraries';
import { getMember } from '#modules/people/members';
import {
  cancelReservation,
  changeSeat,
  checkInReservation,
  createSeat,
  decideReservation,
  listSeats,
  ownReservations,
  reservationsOn,
  reserveSeat,
  seatDay,
} from '#modules/premises/seats';
import { releaseNoShows, type SeatInput } from '#modules/premises/seats/testing';
import type { Ctx } from '#platform/context';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { seatLinkRetention, seatsPersonalData } from '../personal-data.ts';

const t = useTestDb();
const READERS = 12;
const readers: Ctx[] = [];
let libraryId = 0;
/** The day after the test's Wednesday; the library is open from 8 to 16. */
const at = (time: string, day = '2026-11-26'): Date => new Date(`${day}T${time}:00+07:00`);
const clock = (instant: Date): void => t.clock.set(instant.toISOString());
const idOf = (ctx: Ctx): number => (ctx.actor.kind === 'member' ? ctx.actor.id : 0);
const reader = (nth: number): Ctx => {
  const found = readers[nth - 1];
  if (!found) throw new Error('no such reader');
  return found;
};

beforeAll(async () => {
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
  for (let nth = 1; nth <= READERS; nth += 1) {
    const number = `A${nth}`;
    await makeMember(t.ctx(), { number, fullName: `Pembaca ${nth}`, homeLibrary: 'KOTA' });
    const { id } = await t.db.selectFrom('member').select('id').where('number', '=', number).executeTakeFirstOrThrow();
    readers.push(t.ctx({ kind: 'member', id, number, name: `Pembaca ${nth}`, sessionId: nth }));
  }
});

let made = 0;
async function place(more: Partial<SeatInput> = {}): Promise<number> {
  made += 1;
  t.clock.set(TEST_NOW);
  return createSeat(t.ctx(), libraryId, {
    kind: 'seat',
    name: `Kursi ${made}`,
    capacity: 1,
    slotMinutes: 60,
    maxSlotsPerDay: 3,
    needsApproval: false,
    noShowMinutes: 15,
    ...more,
  });
}
const reserve = async (nth: number, seatId: number, time: string, slots = 1) =>
  reserveSeat(reader(nth), { seatId, startsAt: at(time), slots });

test('who ends their membership keeps no seat; what they sat on before stays', async () => {
  const seatId = await place();
  const number = await makeMember(t.ctx(), { number: 'KELUAR', fullName: 'Rahma', homeLibrary: 'KOTA' });
  const member = await getMember(t.ctx(), number);
  const leaver = t.ctx({ kind: 'member', id: member.id, number, name: 'Rahma', sessionId: 99 });
  const { id: past } = await reserveSeat(leaver, { seatId, startsAt: at('09:00'), slots: 1 });
  clock(at('09:00'));
  await checkInReservation(t.ctx(), past);
  await reserveSeat(leaver, { seatId, startsAt: at('13:00'), slots: 1 });
  clock(at('11:00'));
  await endMembership(t.ctx(), { memberNumber: number, version: member.version });
  const states = await t.db
    .selectFrom('seatReservation')
    .select('status')
    .where('seatId', '=', seatId)
    .orderBy('startsAt')
    .execute();
  expect(states.map(({ status }) => status)).toEqual(['present', 'cancelled']);
  // and whoever comes next has it
  await reserve(1, seatId, '13:00');
});

test('twelve readers want one seat at the same moment: one gets it, the others are told', async () => {
  const seatId = await place();
  const outcomes = await Promise.allSettled(readers.map(async (_, i) => reserve(i + 1, seatId, '09:00')));
  expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  for (const reason of refused) expect(reason).toMatchObject({ code: 'seats.taken' });
  expect((await seatDay(t.ctx({ kind: 'anonymous' }), seatId, '2026-11-26'))[1]).toMatchObject({ state: 'taken' });
});

test('slots are those of the open hours: no night, no half slots, no closed day, not yesterday, not next year', async () => {
  const seatId = await place();
  const free = await seatDay(t.ctx({ kind: 'anonymous' }), seatId, '2026-11-26');
  expect(free).toHaveLength(8);
  expect(free[0]).toEqual({ startsAt: at('08:00'), endsAt: at('09:00'), state: 'free' });
  expect(await seatDay(t.ctx(), seatId, '2026-11-28')).toEqual([]);
  const refusal = async (startsAt: Date, slots = 1) => reserveSeat(reader(1), { seatId, startsAt, slots });
  await expect(refusal(at('16:00'))).rejects.toMatchObject({ code: 'seats.not_open' });
  await expect(refusal(at('15:00'), 2)).rejects.toMatchObject({ code: 'seats.not_open' });
  await expect(refusal(at('09:30'))).rejects.toMatchObject({ code: 'seats.not_open' });
  await expect(refusal(at('09:00', '2026-11-28'))).rejects.toMatchObject({ code: 'seats.not_open' });
  await expect(refusal(at('08:00', '2026-11-25'))).rejects.toMatchObject({ code: 'seats.past' });
  await expect(refusal(at('09:00', '2027-06-02'))).rejects.toMatchObject({ code: 'seats.too_far' });
  await addClosedDay(t.ctx(), {
    libraryId,
    dateFrom: '2026-11-27',
    dateTo: '2026-11-27',
    type: 'penutupan',
    reason: 'Fumigasi',
  });
  await expect(refusal(at('09:00', '2026-11-27'))).rejects.toMatchObject({ code: 'seats.not_open' });
});

test('a member has so many slots of a place on one day; what they take back counts no more', async () => {
  const seatId = await place({ maxSlotsPerDay: 2 });
  const first = await reserve(1, seatId, '08:00', 2);
  await expect(reserve(1, seatId, '12:00')).rejects.toMatchObject({ code: 'seats.too_many' });
  await cancelReservation(reader(1), first.id);
  await expect(cancelReservation(reader(1), first.id)).rejects.toMatchObject({ code: 'seats.reservation_over' });
  expect(await reserve(2, seatId, '08:00', 2)).toMatchObject({ status: 'confirmed', endsAt: at('10:00') });
  expect(await reserve(1, seatId, '12:00')).toMatchObject({ status: 'confirmed' });
});

test('a room holds so many people; where a librarian says yes first the time is held until then', async () => {
  const seatId = await place({ kind: 'room', capacity: 8, needsApproval: true });
  const ask = async (people: number) => reserveSeat(reader(3), { seatId, startsAt: at('10:00'), slots: 1, people });
  await expect(ask(9)).rejects.toMatchObject({ code: 'seats.too_many_people' });
  const asked = await ask(8);
  expect(asked.status).toBe('asked');
  await expect(reserve(4, seatId, '10:00')).rejects.toMatchObject({ code: 'seats.taken' });
  await expect(decideReservation(reader(3), asked.id, true)).rejects.toMatchObject({ code: 'platform.forbidden' });
  await decideReservation(t.ctx(), asked.id, false);
  const next = await reserve(4, seatId, '10:00');
  await decideReservation(t.ctx(), next.id, true);
  await expect(decideReservation(t.ctx(), next.id, true)).rejects.toMatchObject({ code: 'seats.reservation_over' });
  const [own] = (await ownReservations(reader(4))).filter((one) => one.id === next.id);
  expect(own?.status).toBe('confirmed');
});

test('who comes is let in at the desk; where nobody came the place is free again after its minutes', async () => {
  const seatId = await place();
  const come = await reserve(5, seatId, '08:00');
  const missed = await reserve(6, seatId, '09:00');
  await expect(checkInReservation(t.ctx(), come.id)).rejects.toMatchObject({ code: 'seats.not_yet' });
  clock(at('08:05'));
  await checkInReservation(t.ctx(), come.id);
  clock(at('09:14'));
  await releaseNoShows(t.ctx({ kind: 'system', name: 'uji' }));
  expect((await seatDay(t.ctx(), seatId, '2026-11-26'))[1]?.state).toBe('taken');
  clock(at('09:15'));
  expect(await releaseNoShows(t.ctx({ kind: 'system', name: 'uji' }))).toBeGreaterThan(0);
  expect(await releaseNoShows(t.ctx({ kind: 'system', name: 'uji' }))).toBe(0);
  const rows = await reservationsOn(t.ctx(), libraryId, '2026-11-26');
  const state = (id: number) => rows.find((one) => one.id === id)?.status;
  expect([state(come.id), state(missed.id)]).toEqual(['present', 'no_show']);
  // the hour that runs can be taken by somebody who is there
  const late = await reserve(7, seatId, '09:00');
  expect(late).toMatchObject({ status: 'confirmed' });
  // who took it a moment ago is on the way
  clock(at('09:16'));
  expect(await releaseNoShows(t.ctx({ kind: 'system', name: 'uji' }))).toBe(0);
  expect((await reservationsOn(t.ctx(), libraryId, '2026-11-26')).find(({ id }) => id === late.id)?.status).toBe(
    'confirmed',
  );
});

test('desks see their own library; nobody cancels another’s; a place out of use is not reserved', async () => {
  const seatId = await place();
  const one = await reserve(8, seatId, '11:00');
  await expect(cancelReservation(reader(9), one.id)).rejects.toMatchObject({ code: 'seats.reservation_not_found' });
  await expect(reservationsOn(reader(9), libraryId, '2026-11-26')).rejects.toMatchObject({
    code: 'platform.forbidden',
  });
  const elsewhere = t.ctx({ grants: [{ libraryId: libraryId + 1, permissions: ['bookings.place'] }] });
  await expect(reservationsOn(elsewhere, libraryId, '2026-11-26')).rejects.toMatchObject({
    code: 'platform.forbidden',
  });
  const byDesk = await reserveSeat(t.ctx(), { seatId, startsAt: at('13:00'), slots: 1, memberNumber: 'A9' });
  expect(byDesk).toMatchObject({ memberNumber: 'A9', status: 'confirmed' });
  const seat = (await listSeats(t.ctx())).find(({ id }) => id === seatId);
  if (!seat) throw new Error('the seat is gone');
  await changeSeat(t.ctx(), seatId, { ...seat, active: false });
  await expect(reserve(10, seatId, '14:00')).rejects.toMatchObject({ code: 'seats.not_found' });
  await expect(place({ name: seat.name })).rejects.toMatchObject({ code: 'seats.name_taken' });
});

test('with a person coming reservations end and the name goes; after its days it goes anyway', async () => {
  const seatId = await place();
  await reserve(11, seatId, '14:00');
  expect(await seatsPersonalData.exportOf(t.db, idOf(reader(11)))).toHaveLength(1);
  await t.db.transaction().execute(async (trx) => seatsPersonalData.erase(trx, t.ctx(), idOf(reader(11))));
  expect(await seatsPersonalData.exportOf(t.db, idOf(reader(11)))).toEqual([]);
  expect((await seatDay(t.ctx(), seatId, '2026-11-26'))[6]?.state).toBe('free');
  await reserve(12, seatId, '15:00');
  const after = at('17:00');
  expect((await seatLinkRetention.due(t.ctx(), after)).count).toBeGreaterThan(0);
  expect((await seatLinkRetention.clear(t.ctx(), after, t.storage)).gone).toBeGreaterThan(0);
  expect((await seatLinkRetention.clear(t.ctx(), after, t.storage)).gone).toBe(0);
  const over = await t.db.selectFrom('seatReservation').select('placedBy').where('endsAt', '<', after).execute();
  expect(over.filter(({ placedBy }) => placedBy.startsWith('Pembaca'))).toEqual([]);
});
