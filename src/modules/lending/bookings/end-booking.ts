import { authorize } from '#platform/rights/authorize';
import { actorName, oneAct, type Ctx } from '#platform/context';
import { Round } from '#platform/database/round';
import type { Tx } from '#platform/database/db';
import { recordAudit } from '#modules/ground/audit';
import { lockInOrder } from '#modules/lending/circulation';
import {
  endBooking,
  lockBooking,
  partiesOfBooking,
  selectNotCollected,
  type BookingRow,
} from './data/bookings.queries.ts';
import { bookingErrors } from './errors.ts';

/** Takes a booking back that was not collected. Needs `bookings.place`, or the member's own session. Refuses `bookings.ended`, `collected`. */
export async function cancelBooking(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const booking = await lockWithParties(trx, id);
    if (!booking) throw bookingErrors.notFound();
    if (ctx.actor.kind !== 'member') authorize(ctx, 'bookings.place', booking.libraryId);
    else if (ctx.actor.id !== booking.memberId) throw bookingErrors.notFound();
    if (booking.endedAt !== null) throw bookingErrors.ended();
    if (booking.status === 'collected') throw bookingErrors.collected();
    await end(trx, ctx, booking, 'cancelled');
  });
}

const BATCH = 200;
/**
 * Sets free what was booked and not collected: a day after the beginning, or at the end when that is earlier. Each in a transaction
 * of its own, and looked at again under its lock. @returns how many have ended
 */
export async function expireBookings(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  let count = 0;
  const round = new Round(ctx, signal);
  await round.each(await selectNotCollected(ctx.db, ctx.clock.now(), BATCH), async (id) => {
    const ended = await ctx.db.transaction().execute(async (trx) => {
      const booking = await lockWithParties(trx, id);
      if (booking?.status !== 'booked') return false;
      await end(trx, oneAct(ctx), booking, 'expired');
      return true;
    });
    if (ended) count += 1;
  });
  round.end();
  return count;
}

/** A loan to whoever has booked changes the booking under the locks of member and copy: so does this. */
async function lockWithParties(trx: Tx, id: number): Promise<BookingRow | undefined> {
  const parties = await partiesOfBooking(trx, id);
  if (!parties) return undefined;
  await lockInOrder(trx, { memberNumbers: [parties.memberNumber], barcodes: parties.barcodes });
  return lockBooking(trx, id);
}

async function end(trx: Tx, ctx: Ctx, booking: BookingRow, status: 'cancelled' | 'expired'): Promise<void> {
  await endBooking(trx, booking.id, { status, endedAt: ctx.clock.now(), endedBy: actorName(ctx.actor) });
  await recordAudit(trx, ctx, {
    action: status === 'cancelled' ? 'booking.cancelled' : 'booking.expired',
    entity: 'booking',
    entityId: booking.id,
    libraryId: booking.libraryId,
    before: { status: booking.status },
    after: { status },
  });
}
