import {
  cancelBooking,
  createBookingSet,
  listBookings,
  listBookingSets,
  placeBooking,
  removeBookingSet,
} from '#modules/lending/bookings';
import type { Booking, BookingStatus } from '#modules/lending/bookings/client';
import { findItemByBarcode } from '#modules/collection/catalog';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import {
  addDays,
  formatDate,
  formatInstant,
  formatWeekday,
  instantAt,
  isoWeekday,
  localDate,
  localMinute,
} from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { deskAction } from '#web/features/circulation/parts/desk-form.server.ts';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { memberHref } from '#web/features/members/parts/member-href.server.ts';
import { dayAsked, idIn, idOrNull, wallClockIn } from '#web/kit/form/read-fields.server.ts';
import { done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: ['bookings.place', 'loans.read'] },
  actions: {
    place: { may: 'bookings.place' },
    cancel: { may: 'bookings.place' },
    createSet: { may: 'bookings.place' },
    removeSet: { may: 'bookings.place' },
  },
};

const PATH = '/staf/jadwal';
const NEEDS = ['bookings.place', 'loans.read'] as const;
const WEEK = 7;
const MOST = 200;
/** What the form proposes, minutes after midnight. */
const [MORNING, AFTERNOON] = [8 * 60, 15 * 60];

const STATES: Record<BookingStatus, { kind: 'wait' | 'out' | 'on' | 'off' | 'late'; words: () => string }> = {
  booked: { kind: 'wait', words: () => m.booking_state_booked() },
  collected: { kind: 'out', words: () => m.booking_state_collected() },
  returned: { kind: 'on', words: () => m.booking_state_returned() },
  cancelled: { kind: 'off', words: () => m.booking_state_cancelled() },
  expired: { kind: 'late', words: () => m.booking_state_expired() },
};

export const load: PageServerLoad = async ({ locals, url }) => {
  const { ctx, library } = await findDesk(locals.ctx, NEEDS);
  const today = localDate(ctx.clock.now(), library.timeZone);
  const day = dayAsked(url.searchParams, 'mulai', today);
  const monday = addDays(day, 1 - isoWeekday(day));
  const days = Array.from({ length: WEEK }, (_, i) => addDays(monday, i));
  const start = (date: string): Date => instantAt(date, 0, library.timeZone);
  const { data } = await listBookings(ctx, {
    libraryId: library.id,
    from: start(monday),
    to: start(addDays(monday, WEEK)),
    limit: MOST,
  });
  const bookings = data.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  const weekHref = (date: string): string => localizeHref(`${PATH}?mulai=${date}`);
  return {
    library: library.name,
    mayPlace: can(ctx.actor, 'bookings.place', library.id),
    range: `${formatDate(monday, ctx.locale, 'medium')} – ${formatDate(addDays(monday, WEEK - 1), ctx.locale, 'medium')}`,
    previous: weekHref(addDays(monday, -WEEK)),
    next: weekHref(addDays(monday, WEEK)),
    now: weekHref(today),
    days: days.map((date) => ({
      date,
      label: `${formatWeekday(isoWeekday(date), ctx.locale)} ${Number(date.slice(-2))}`,
      today: date === today,
    })),
    rows: rowsOf(bookings, days, library.timeZone),
    bookings: bookings.map((booking) => ({
      id: booking.id,
      items: booking.items.map((item) => item.title).join(', '),
      who: booking.memberName,
      memberHref: memberHref(booking.memberNumber),
      purpose: booking.purpose,
      from: formatInstant(booking.startsAt, library.timeZone, ctx.locale),
      to: formatInstant(booking.endsAt, library.timeZone, ctx.locale),
      kind: STATES[booking.status].kind,
      state: STATES[booking.status].words(),
      open: booking.status === 'booked',
    })),
    sets: (await listBookingSets(ctx, library.id)).map((set) => ({
      value: set.id,
      label: set.name,
      titles: set.items.map((item) => item.title).join(', '),
    })),
    proposal: { startsAt: fieldOf(today, MORNING), endsAt: fieldOf(today, AFTERNOON) },
  };
};

const fieldOf = (date: string, minute: number): string =>
  `${date}T${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

const clockOf = (instant: Date, zone: string): string => {
  const minute = localMinute(instant, zone);
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}.${String(minute % 60).padStart(2, '0')}`;
};

/** One row for each copy that is promised in the week, one cell for each day. */
function rowsOf(bookings: readonly Booking[], days: readonly string[], zone: string) {
  const copies = new Map<string, { barcode: string; title: string; bookings: Booking[] }>();
  for (const booking of bookings) {
    if (booking.status === 'cancelled' || booking.status === 'expired') continue;
    for (const { barcode, title } of booking.items) {
      const row = copies.get(barcode) ?? { barcode, title, bookings: [] };
      row.bookings.push(booking);
      copies.set(barcode, row);
    }
  }
  return [...copies.values()].map(({ barcode, title, bookings: of }) => ({
    barcode,
    title,
    cells: days.map((date) => ({
      date,
      taken: of.flatMap(({ id, memberName, startsAt, endsAt }) => {
        const [from, to] = [localDate(startsAt, zone), localDate(endsAt, zone)];
        if (date < from || date > to) return [];
        const begins = date === from ? clockOf(startsAt, zone) : '00.00';
        const ends = date === to ? clockOf(endsAt, zone) : '24.00';
        return ends === '00.00' ? [] : [{ id, time: `${begins}–${ends}`, who: memberName }];
      }),
    })),
  }));
}

/** An instant from a field `2026-12-05T08:00` in the zone of the library. Throws a refusal at the field. */
function instantOf(values: Record<string, string>, field: string, zone: string): Date {
  const instant = wallClockIn(values, field, zone);
  if (instant === null) throw platformErrors.invalidInput({}, { [field]: 'required' });
  return instant;
}
const codesOf = (values: Record<string, string>): string[] =>
  (values.itemBarcodes ?? '').split(/[\s,;]+/).filter((code) => code !== '');
/** Any copy of the title of which one was scanned. Throws a refusal at the field for more than one, or one that nobody knows. */
async function anyCopyOf(ctx: Ctx, libraryId: number, values: Record<string, string>) {
  const [barcode, ...others] = codesOf(values);
  const item = barcode === undefined || others.length > 0 ? null : await findItemByBarcode(ctx.db, barcode);
  if (!item) throw platformErrors.invalidInput({}, { itemBarcodes: 'unknown' });
  return { bibId: item.bibId, libraryId };
}

const NEEDED = { needs: NEEDS };
/** The day that the calendar shows stays. */
const here = ({ mulai }: Record<string, string>): string => (mulai ? `?mulai=${mulai}` : '');

export const actions: Actions = {
  place: deskAction({ form: 'place', ...NEEDED }, async ({ ctx, library, values }) => {
    const startsAt = instantOf(values, 'startsAt', library.timeZone);
    const endsAt = instantOf(values, 'endsAt', library.timeZone);
    const setId = idOrNull(values, 'setId');
    const { memberNumber = '', purpose = '' } = values;
    const what = values.anyCopy === '1' ? await anyCopyOf(ctx, library.id, values) : { itemBarcodes: codesOf(values) };
    await placeBooking(ctx, { memberNumber, ...what, setId, startsAt, endsAt, purpose });
    return done(m.booking_placed_said(), here(values));
  }),
  cancel: deskAction({ form: 'cancel', ...NEEDED }, async ({ ctx, values }) => {
    await cancelBooking(ctx, idIn(values));
    return done(m.booking_cancelled_said(), here(values));
  }),
  createSet: deskAction({ form: 'set', ...NEEDED }, async ({ ctx, library, values }) => {
    await createBookingSet(ctx, library.id, { name: values.name ?? '', itemBarcodes: codesOf(values) });
    return done(m.booking_set_created_said(), here(values));
  }),
  removeSet: deskAction({ form: 'set', ...NEEDED }, async ({ ctx, values }) => {
    await removeBookingSet(ctx, idIn(values));
    return done(m.booking_set_removed_said(), here(values));
  }),
};
