import { cancelBooking, listBookings } from '#modules/lending/bookings';
import type { Ctx } from '#platform/context';
import { formatDate, formatRelativeDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { momentOf } from '../booking-calendar.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { formAction, type Sent } from '#web/kit/form/form-action.server.ts';

/** A line of a member's own bookings. */
export interface OwnBooking {
  id: number;
  bibId: number;
  title: string;
  mark: 'wait' | 'out';
  state: string;
  period: string;
  place: string;
  purpose: string;
  /** Nothing of it was collected yet. */
  open: boolean;
}

const MOST = 50;

/** What the member who is signed in has booked and not given back, in the order in which it begins. */
export async function ownBookings(ctx: Ctx): Promise<OwnBooking[]> {
  const { data } = await listBookings(ctx, { open: true, limit: MOST });
  return data
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
    .map(({ id, status, items, startsAt, endsAt, library, purpose }) => {
      const zone = library.timeZone;
      const today = localDate(ctx.clock.now(), zone);
      const begins = formatRelativeDate(localDate(startsAt, zone), today, ctx.locale);
      return {
        id,
        bibId: items[0]?.bibId ?? 0,
        title: items.map((item) => item.title).join(', '),
        mark: status === 'booked' ? 'wait' : 'out',
        state: status === 'booked' ? m.booking_own_waits({ date: begins }) : m.booking_own_collected(),
        period: m.booking_span({
          from: momentOf(startsAt, zone, ctx.locale, (date) => formatDate(date, ctx.locale, 'medium')),
          to: momentOf(endsAt, zone, ctx.locale, (date) => formatDate(date, ctx.locale, 'medium')),
        }),
        place: library.name,
        purpose,
        open: status === 'booked',
      };
    });
}

export const ownBookingActions = {
  cancelBooking: formAction(
    { refused: ({ message }) => ({ bookedSaid: { tone: 'bad' as const, text: message } }) },
    async ({ ctx, values }: Sent) => {
      await cancelBooking(ctx, idIn(values));
      return { bookedSaid: { tone: 'ok' as const, text: m.booking_cancelled_said() } };
    },
  ),
};
