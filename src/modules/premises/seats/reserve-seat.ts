import { authorize, serves } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import { violatedExclusion, type Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { recordAudit } from '#modules/ground/audit';
import { isRoomHeld } from '#modules/ground/libraries';
import { blockHolds, isExpired, lockMemberForLoan, noteActivity, type LoanMember } from '#modules/people/members';
import { addDays, instantAt, localDate } from '#shared/dates';
import type { Seat, SeatReservation } from './client.ts';
import { countSlots, insertReservation, selectReservation, type NewReservation } from './data/reservations.queries.ts';
import { lockSeat } from './data/seats.queries.ts';
import { seatErrors } from './errors.ts';
import { slotsFrom } from './rules/day-slots.ts';
import { reservationInput, type ReservationInput } from './schema.ts';
import { getSeat, slotsOn } from './view-seats.ts';

/** So many days ahead a place can be reserved. */
export const DAYS_AHEAD = 30;

/**
 * Reserves a place for some slots, one after the other. Needs `bookings.place` at its library, or the member's own session. Locks the
 * member, then the place; the exclusion constraints are the last guard, so that of many who want one place at one time one has it, and nobody a room in
 * which a class meets or a programme has a session.
 * Refuses `seats.not_found`, `unknown_member`, `member_blocked`, `too_many_people`, `past`, `too_far`, `not_open`, `too_many`, `taken`.
 */
export const reserveSeat = async (ctx: Ctx, input: ReservationInput): Promise<SeatReservation> =>
  ctx.db.transaction().execute(async (trx) => reserveIn(trx, ctx, input));

/** The same in the transaction of the caller, which is over when it is refused. */
export async function reserveIn(trx: Tx, ctx: Ctx, input: ReservationInput): Promise<SeatReservation> {
  const wanted = parseInput(reservationInput, input);
  const { actor } = ctx;
  const seat = await getSeat({ db: trx }, wanted.seatId);
  if (!seat.active) throw seatErrors.notFound();
  const number = actor.kind === 'member' ? actor.number : (wanted.memberNumber ?? '');
  if (actor.kind === 'member' && wanted.memberNumber !== undefined && wanted.memberNumber !== number) {
    throw platformErrors.forbidden({ permission: 'bookings.place' });
  }
  if (actor.kind !== 'member') authorize(ctx, 'bookings.place', seat.library.id);
  const now = ctx.clock.now();
  const member = await lockMemberForLoan(trx, number);
  if (!member || !serves(actor, 'bookings.place', member.homeLibraryId)) {
    throw seatErrors.unknownMember({}, { memberNumber: 'unknown' });
  }
  await lockSeat(trx, seat.id);
  refuseMember(member, localDate(now, seat.library.timeZone));
  if (wanted.people > seat.capacity)
    throw seatErrors.tooManyPeople({ capacity: seat.capacity }, { people: 'too_many' });
  const { startsAt, endsAt } = await timeOf(trx, seat, wanted, { now, memberId: member.id });
  const { slots, people, purpose } = wanted;
  const id = await insertFree(trx, seat, {
    seatId: seat.id,
    memberId: member.id,
    startsAt,
    endsAt,
    slots,
    people,
    purpose,
    // whoever may say yes has said it by reserving
    status: seat.needsApproval && actor.kind === 'member' ? 'asked' : 'confirmed',
    placedAt: now,
    placedBy: actorName(actor),
  });
  await noteActivity(trx, ctx, member);
  await recordAudit(trx, ctx, {
    action: 'seat_reservation.placed',
    entity: 'seat_reservation',
    entityId: id,
    libraryId: seat.library.id,
    after: { seat: seat.name, startsAt, endsAt },
  });
  const saved = await selectReservation(trx, id);
  if (!saved) throw seatErrors.reservationNotFound();
  return saved;
}

async function timeOf(
  trx: Tx,
  seat: Seat,
  { startsAt, slots }: { startsAt: Date; slots: number },
  { now, memberId }: { now: Date; memberId: number },
): Promise<{ startsAt: Date; endsAt: Date }> {
  const zone = seat.library.timeZone;
  const date = localDate(startsAt, zone);
  if (date > addDays(localDate(now, zone), DAYS_AHEAD)) throw seatErrors.tooFar({ days: DAYS_AHEAD });
  const time = slotsFrom(await slotsOn(trx, seat, date), startsAt, slots);
  if (!time) throw seatErrors.notOpen();
  if (time.endsAt <= now) throw seatErrors.past();
  const [from, to] = [instantAt(date, 0, zone), instantAt(addDays(date, 1), 0, zone)];
  const had = await countSlots(trx, { seatId: seat.id, memberId, from, to });
  if (had + slots > seat.maxSlotsPerDay) throw seatErrors.tooMany({ limit: seat.maxSlotsPerDay });
  return time;
}

async function insertFree(trx: Tx, seat: Seat, values: NewReservation): Promise<number> {
  try {
    return await insertReservation(trx, values);
  } catch (error) {
    if (violatedExclusion(error) !== 'seat_no_overlap' && !isRoomHeld(error)) throw error;
    throw seatErrors.taken({ name: seat.name });
  }
}

function refuseMember(member: LoanMember, today: string): void {
  const blocked = member.blocks.some((block) => blockHolds(block, today));
  if (member.status !== 'active' || blocked || isExpired(member.expiresOn, today)) throw seatErrors.memberBlocked();
}
