import {
  cancelReservation,
  changeSeat,
  checkInReservation,
  createSeat,
  decideReservation,
  listSeats,
  reservationsAsked,
  reservationsOn,
} from '#modules/premises/seats';
import { SEAT_KINDS } from '#modules/premises/seats/client';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { addDays, formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { factsOf, kindName, reservationLine } from '#web/features/seats/parts/seat-words.server.ts';
import { idIn, dayAsked } from '#web/kit/form/read-fields.server.ts';
import { deskAction } from '#web/features/circulation/parts/desk-form.server.ts';
import { done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { page: { may: 'bookings.place' }, actions: { save: { may: 'libraries.manage' } } };

const PATH = '/staf/ruang';
const NEEDS = ['bookings.place'] as const;

/** What is reserved at the desk's library on a day, and the places of it. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { ctx, library } = await findDesk(locals.ctx, NEEDS);
  const today = localDate(ctx.clock.now(), library.timeZone);
  const date = dayAsked(url.searchParams, 'tanggal', today);
  const [asked, reservations, seats] = await Promise.all([
    reservationsAsked(ctx, library.id),
    reservationsOn(ctx, library.id, date),
    listSeats(ctx, { libraryId: library.id, inactiveToo: true }),
  ]);
  const hrefOf = (day: string): string => localizeHref(`${PATH}?tanggal=${day}`);
  return {
    library: library.name,
    date,
    day: formatDate(date, ctx.locale, 'full'),
    before: hrefOf(addDays(date, -1)),
    next: hrefOf(addDays(date, 1)),
    asked: asked.map((one) => reservationLine(one, ctx)),
    reservations: reservations.map((one) => reservationLine(one, ctx)),
    mayKeep: can(ctx.actor, 'libraries.manage', library.id),
    kinds: SEAT_KINDS.map((kind) => ({ value: kind, label: kindName(kind) })),
    seats: seats.map((seat) => ({ ...seat, library: seat.library.name, facts: factsOf(seat) })),
  };
};

const seatOf = (values: Record<string, string>) => ({
  kind: SEAT_KINDS.find((kind) => kind === values.kind) ?? 'seat',
  name: values.name ?? '',
  note: values.note ?? '',
  capacity: values.capacity ?? '',
  slotMinutes: values.slotMinutes ?? '',
  maxSlotsPerDay: values.maxSlotsPerDay ?? '',
  noShowMinutes: values.noShowMinutes ?? '',
  needsApproval: values.needsApproval === '1',
  active: values.active === '1',
});

/** The day that the desk looks at stays. */
const here = (url: URL): string => {
  const day = dayAsked(url.searchParams, 'tanggal', null);
  return day === null ? '' : `?tanggal=${day}`;
};

export const actions: Actions = {
  checkIn: deskAction({ needs: NEEDS }, async ({ ctx, values, url }) => {
    await checkInReservation(ctx, idIn(values));
    return done(m.seats_checked_in_said(), here(url));
  }),
  approve: deskAction({ needs: NEEDS }, async ({ ctx, values, url }) => {
    await decideReservation(ctx, idIn(values), true);
    return done(m.seats_approved_said(), here(url));
  }),
  decline: deskAction({ needs: NEEDS }, async ({ ctx, values, url }) => {
    await decideReservation(ctx, idIn(values), false);
    return done(m.seats_declined_said(), here(url));
  }),
  cancel: deskAction({ needs: NEEDS }, async ({ ctx, values, url }) => {
    await cancelReservation(ctx, idIn(values));
    return done(m.seats_cancelled_said(), here(url));
  }),
  save: deskAction({ needs: NEEDS }, async ({ ctx, library, values, url }) => {
    if (values.id) await changeSeat(ctx, idIn(values), seatOf(values));
    else await createSeat(ctx, library.id, seatOf({ ...values, active: '1' }));
    return done(m.seats_saved_said(), here(url));
  }),
};
