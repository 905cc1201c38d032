import { authorize } from '#platform/rights/authorize';
import { oneAct, type Ctx } from '#platform/context';
import { Round } from '#platform/database/round';
import type { Tx } from '#platform/database/db';
import { recordAudit } from '#modules/ground/audit';
import type { ReservationStatus } from './client.ts';
import { lockReservation, selectNoShows, setStatus, type ReservationRow } from './data/reservations.queries.ts';
import { seatErrors } from './errors.ts';

const BATCH = 200;
/** So long before the beginning somebody may be let in. */
const EARLY = 15 * 60_000;

/** Takes a reservation back. Needs `bookings.place` there, or the member's own session. Refuses `seats.reservation_not_found`, `reservation_over`. */
export const cancelReservation = async (ctx: Ctx, id: number): Promise<void> =>
  change(ctx, id, 'cancelled', (row) => row.endsAt > ctx.clock.now());

/** A librarian says yes or no. Needs `bookings.place` there. Refuses `seats.reservation_over` when it was decided. */
export const decideReservation = async (ctx: Ctx, id: number, yes: boolean): Promise<void> =>
  change(ctx, id, yes ? 'confirmed' : 'declined', (row) => row.status === 'asked');

/** The reader has come. Needs `bookings.place` there. Refuses `seats.not_yet` a quarter of an hour before and earlier. */
export const checkInReservation = async (ctx: Ctx, id: number): Promise<void> =>
  change(ctx, id, 'present', ({ status, startsAt, endsAt }) => {
    const now = ctx.clock.now();
    if (now.getTime() < startsAt.getTime() - EARLY) throw seatErrors.notYet();
    return status !== 'present' && endsAt > now;
  });

async function change(
  ctx: Ctx,
  id: number,
  status: Exclude<ReservationStatus, 'asked' | 'no_show'>,
  fits: (row: ReservationRow) => boolean,
): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const row = await lockReservation(trx, id);
    if (!row) throw seatErrors.reservationNotFound();
    const own = status === 'cancelled' && ctx.actor.kind === 'member';
    if (!own) authorize(ctx, 'bookings.place', row.libraryId);
    else if (ctx.actor.kind === 'member' && ctx.actor.id !== row.memberId) throw seatErrors.reservationNotFound();
    const open = row.status === 'asked' || row.status === 'confirmed' || row.status === 'present';
    if (!open || !fits(row)) throw seatErrors.reservationOver();
    await set(trx, ctx, row, status);
  });
}

/**
 * Sets free what nobody has come for, each in a transaction of its own and looked at again under its lock.
 * @returns how many are free again
 */
export async function releaseNoShows(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  let count = 0;
  const round = new Round(ctx, signal);
  await round.each(await selectNoShows(ctx.db, ctx.clock.now(), BATCH), async (id) => {
    count += await ctx.db.transaction().execute(async (trx) => {
      const row = await lockReservation(trx, id);
      if (row?.status !== 'asked' && row?.status !== 'confirmed') return 0;
      await set(trx, oneAct(ctx), row, 'no_show');
      return 1;
    });
  });
  round.end();
  return count;
}

async function set(trx: Tx, ctx: Ctx, row: ReservationRow, status: ReservationStatus): Promise<void> {
  const ends = status === 'cancelled' || status === 'declined' || status === 'no_show';
  await setStatus(trx, row.id, { status, endedAt: ends ? ctx.clock.now() : null });
  await recordAudit(trx, ctx, {
    action: `seat_reservation.${status}`,
    entity: 'seat_reservation',
    entityId: row.id,
    libraryId: row.libraryId,
    before: { status: row.status },
    after: { status },
  });
}
