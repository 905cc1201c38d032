import { authorize, HIDDEN, serves } from '#platform/rights/authorize';
import type { Actor, Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { calendarOf, getLibrary, intervalsOn, roomHolds } from '#modules/ground/libraries';
import { addDays, instantAt, type LocalDate } from '#shared/dates';
import type { Seat, SeatReservation, SeatSlot } from './client.ts';
import { selectAsked, selectDay, selectOwn, selectTaken, type DayRow } from './data/reservations.queries.ts';
import { selectSeat, selectSeats } from './data/seats.queries.ts';
import { seatErrors } from './errors.ts';
import { daySlots, type Slot } from './rules/day-slots.ts';
import { dateInput } from './schema.ts';

/** What can be reserved, library by library; open to everybody. `inactiveToo`: also what is out of use, for staff. */
export const listSeats = async (
  ctx: Pick<Ctx, 'db'>,
  about: { libraryId?: number | undefined; inactiveToo?: boolean } = {},
): Promise<Seat[]> => selectSeats(ctx.db, about);

/** One of them; open to everybody. Refuses `seats.not_found`. */
export async function getSeat(ctx: { db: Db | Tx }, id: number): Promise<Seat> {
  const seat = await selectSeat(ctx.db, id);
  if (!seat) throw seatErrors.notFound();
  return seat;
}

/** The slots of a place on a day of its library; none on closed days. */
export async function slotsOn(db: Db | Tx, seat: Seat, date: LocalDate): Promise<Slot[]> {
  const calendar = await calendarOf(db, seat.library.id, date, date);
  return daySlots(date, intervalsOn(calendar, date), seat.slotMinutes, seat.library.timeZone);
}

/** When a place is not free on a day: reserved, and of a room also when a class meets there or a programme has a session. */
async function takenOn(db: Db, { id, kind, name, library }: Seat, date: LocalDate) {
  const from = instantAt(date, 0, library.timeZone);
  const to = instantAt(addDays(date, 1), 0, library.timeZone);
  const reserved = await selectTaken(db, id, from, to);
  if (kind !== 'room') return reserved;
  const about = { libraryId: library.id, room: name, but: 'seat_reservation' as const, from, to };
  return [...reserved, ...(await roomHolds(db, about))];
}

/** The slots of a day and whether they are free; to nobody's name, so open to everybody. Refuses `seats.not_found`. */
export async function seatDay(ctx: Pick<Ctx, 'db' | 'clock'>, seatId: number, day: string): Promise<SeatSlot[]> {
  const date = parseInput(dateInput, day);
  const seat = await getSeat(ctx, seatId);
  const [slots, taken] = await Promise.all([slotsOn(ctx.db, seat, date), takenOn(ctx.db, seat, date)]);
  const now = ctx.clock.now();
  return slots.map((slot) => {
    const isTaken = taken.some((one) => one.startsAt < slot.endsAt && one.endsAt > slot.startsAt);
    return { ...slot, state: slot.endsAt <= now ? 'past' : isTaken ? 'taken' : 'free' };
  });
}

/** What the member who is signed in has reserved and is not over. */
export async function ownReservations(ctx: Ctx): Promise<SeatReservation[]> {
  if (ctx.actor.kind !== 'member') throw platformErrors.signInNeeded();
  return selectOwn(ctx.db, ctx.actor.id, ctx.clock.now());
}

/** Everything reserved at a library on a day, for its desk. Needs `bookings.place` there; members whom it does not serve have no name. */
export async function reservationsOn(ctx: Ctx, libraryId: number, day: string): Promise<SeatReservation[]> {
  authorize(ctx, 'bookings.place', libraryId);
  const date = parseInput(dateInput, day);
  const { timeZone } = await getLibrary(ctx, libraryId);
  const rows = await selectDay(
    ctx.db,
    libraryId,
    instantAt(date, 0, timeZone),
    instantAt(addDays(date, 1), 0, timeZone),
  );
  return rows.map((row) => seenBy(ctx.actor, row));
}

/** What was asked for at a library and waits for an answer, whatever its day, for its desk. Needs `bookings.place` there. */
export async function reservationsAsked(ctx: Ctx, libraryId: number): Promise<SeatReservation[]> {
  authorize(ctx, 'bookings.place', libraryId);
  const rows = await selectAsked(ctx.db, libraryId, ctx.clock.now());
  return rows.map((row) => seenBy(ctx.actor, row));
}

const seenBy = (actor: Actor, { homeLibraryId, ...row }: DayRow): SeatReservation =>
  homeLibraryId !== null && !serves(actor, 'bookings.place', homeLibraryId)
    ? { ...row, memberNumber: HIDDEN, memberName: HIDDEN, purpose: '' }
    : row;
