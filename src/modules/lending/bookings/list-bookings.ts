import { z } from 'zod';
import {
  authorize,
  authorizeAnywhere,
  HIDDEN,
  seenLibraries,
  servedLibraries,
  serves,
} from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { decodeCursor, toPage } from '#platform/requests/http';
import type { Booking, BookingStatus, BusyTime } from './client.ts';
import { findBooking, selectBookings, selectBusyTimes } from './data/bookings.queries.ts';
import { bookingErrors } from './errors.ts';

export interface BookingQuery {
  libraryId?: number;
  memberNumber?: string;
  itemBarcode?: string;
  status?: BookingStatus;
  /** Only those that have not ended. */
  open?: true;
  /** Those that touch this time. */
  from?: Date;
  to?: Date;
  cursor?: string;
  limit: number;
}

/**
 * Bookings in the order of placing. Needs `loans.read` at the library, or shows those of all libraries for which it is held; members see
 * their own.
 */
export async function listBookings(ctx: Ctx, query: BookingQuery): Promise<{ data: Booking[]; next: string | null }> {
  const { cursor, ...filter } = query;
  const { actor } = ctx;
  const { libraryId, ...rest } = filter;
  const own = actor.kind === 'member';
  if (own && query.memberNumber !== undefined && query.memberNumber !== actor.number) throw platformErrors.forbidden();
  const mine = { libraryIds: libraryId === undefined ? null : [libraryId], homes: null };
  const seen = own ? mine : { libraryIds: seenLibraries(ctx, 'loans.read', libraryId), homes: homesFor(ctx, query) };
  const afterId = decodeCursor(cursor, z.tuple([z.number()]))?.[0];
  const rows = await selectBookings(ctx.db, {
    ...rest,
    ...seen,
    ...(own && { memberNumber: actor.number }),
    ...(afterId !== undefined && { afterId }),
  });
  return toPage(
    rows.map((booking) => withoutStranger(ctx, booking)),
    query.limit,
    (booking) => [booking.id],
  );
}

/**
 * To a desk that does not serve the member whose card it asks about nothing is booked with it: a line without a name would say by the card
 * whose it is.
 */
const homesFor = ({ actor }: Ctx, { memberNumber }: BookingQuery): readonly number[] | null =>
  memberNumber === undefined ? null : servedLibraries(actor, 'loans.read');

/** One booking. Needs `loans.read` at its library, or the member's own session. Throws `bookings.not_found`. */
export async function getBooking(ctx: Ctx, id: number): Promise<Booking> {
  if (ctx.actor.kind !== 'member') authorizeAnywhere(ctx, 'loans.read');
  const booking = await findBooking(ctx.db, id);
  if (!booking || (ctx.actor.kind === 'member' && ctx.actor.number !== booking.memberNumber)) {
    throw bookingErrors.notFound();
  }
  if (ctx.actor.kind !== 'member') authorize(ctx, 'loans.read', booking.library.id);
  return withoutStranger(ctx, booking);
}

/** A booking without who it is for and what for, where a desk does not serve that member. */
function withoutStranger({ actor }: Ctx, booking: Booking): Booking {
  if (serves(actor, 'loans.read', booking.memberHomeLibraryId)) return booking;
  return { ...booking, memberNumber: HIDDEN, memberName: HIDDEN, purpose: '' };
}

/** When the copies of a record are promised to somebody, from now on; not to whom. Open to everyone. */
export const busyTimes = async (ctx: Pick<Ctx, 'db' | 'clock'>, bibId: number): Promise<BusyTime[]> =>
  selectBusyTimes(ctx.db, { bibId, from: ctx.clock.now() });
