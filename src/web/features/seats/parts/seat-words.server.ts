import { cancelReservation, ownReservations } from '#modules/premises/seats';
import type { ReservationStatus, Seat, SeatKind, SeatReservation } from '#modules/premises/seats/client';
import type { Ctx } from '#platform/context';
import { formatDate, formatMinute, formatTime, localDate, localMinute } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { formAction, type Sent } from '#web/kit/form/form-action.server.ts';

const KINDS: Record<SeatKind, () => string> = {
  room: () => m.seats_kind_room(),
  computer: () => m.seats_kind_computer(),
  seat: () => m.seats_kind_seat(),
};
const STATES: Record<ReservationStatus, { mark: 'wait' | 'on' | 'here' | 'off' | 'late'; words: () => string }> = {
  asked: { mark: 'wait', words: () => m.seats_state_asked() },
  confirmed: { mark: 'on', words: () => m.seats_state_confirmed() },
  present: { mark: 'here', words: () => m.seats_state_present() },
  declined: { mark: 'off', words: () => m.seats_state_declined() },
  cancelled: { mark: 'off', words: () => m.seats_state_cancelled() },
  no_show: { mark: 'late', words: () => m.seats_state_no_show() },
};

export const kindName = (kind: SeatKind): string => KINDS[kind]();

/** What a place is and holds, in one line. */
export const factsOf = (seat: Seat): string =>
  [
    kindName(seat.kind),
    m.seats_capacity({ count: seat.capacity }),
    m.seats_slot_of({ minutes: seat.slotMinutes }),
    seat.needsApproval ? m.seats_needs_approval() : null,
    seat.note || null,
  ]
    .filter(Boolean)
    .join(' · ');

/** A reservation as a line of a list. */
export function reservationLine(reservation: SeatReservation, ctx: Ctx) {
  const { startsAt, endsAt, library, status } = reservation;
  const zone = library.timeZone;
  return {
    id: reservation.id,
    title: reservation.seatName,
    href: localizeHref(`/ruang/${reservation.seatId}?tanggal=${localDate(startsAt, zone)}`),
    library: library.name,
    day: formatDate(localDate(startsAt, zone), ctx.locale, 'full'),
    time: `${formatMinute(localMinute(startsAt, zone), ctx.locale)}–${formatTime(endsAt, zone, ctx.locale)}`,
    mark: STATES[status].mark,
    state: STATES[status].words(),
    status,
    people: reservation.people,
    purpose: reservation.purpose,
    memberNumber: reservation.memberNumber,
    memberName: reservation.memberName,
  };
}
export type ReservationLine = ReturnType<typeof reservationLine>;

/** What the member who is signed in has reserved. */
export const ownSeats = async (ctx: Ctx): Promise<ReservationLine[]> =>
  (await ownReservations(ctx)).map((one) => reservationLine(one, ctx));

export const ownSeatActions = {
  cancelSeat: formAction(
    { refused: ({ message }) => ({ seatSaid: { tone: 'bad' as const, text: message } }) },
    async ({ ctx, values }: Sent) => {
      await cancelReservation(ctx, idIn(values));
      return { seatSaid: { tone: 'ok' as const, text: m.seats_cancelled_said() } };
    },
  ),
};
