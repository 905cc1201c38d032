import { DAYS_AHEAD, getSeat, reserveSeat, seatDay } from '#modules/premises/seats';
import type { PageAccess } from '#platform/rights/access';
import { platformErrors } from '#platform/errors';
import { addDays, formatDate, formatMinute, isDay, localDate, localMinute } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { factsOf } from '#web/features/seats/parts/seat-words.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { page: 'public', actions: { default: 'member' } };

/** The slots of a place on a day: `?tanggal=`. */
export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
  const seat = await getSeat(ctx, idOf(params.id));
  if (!seat.active) throw platformErrors.notFound();
  const zone = seat.library.timeZone;
  const today = localDate(ctx.clock.now(), zone);
  const last = addDays(today, DAYS_AHEAD);
  const asked = url.searchParams.get('tanggal') ?? '';
  const todays = await seatDay(ctx, seat.id, today);
  // a day whose last slot is over has nothing to offer
  const first = todays.length > 0 && todays.every((slot) => slot.state === 'past') ? addDays(today, 1) : today;
  const date = isDay(asked) && asked >= first && asked <= last ? asked : first;
  const slots = date === today ? todays : await seatDay(ctx, seat.id, date);
  const time = (instant: Date): string => formatMinute(localMinute(instant, zone), ctx.locale);
  const hrefOf = (day: string): string | null =>
    day < first || day > last ? null : localizeHref(`/ruang/${seat.id}?tanggal=${day}`);
  return {
    name: seat.name,
    library: seat.library.name,
    facts: factsOf(seat),
    capacity: seat.capacity,
    maxSlots: seat.maxSlotsPerDay,
    isRoom: seat.kind === 'room',
    needsApproval: seat.needsApproval,
    noShowMinutes: seat.noShowMinutes,
    date,
    first,
    last,
    day: formatDate(date, ctx.locale, 'full'),
    before: hrefOf(addDays(date, -1)),
    next: hrefOf(addDays(date, 1)),
    slots: slots.map(({ startsAt, endsAt, state }) => ({
      value: startsAt.toISOString(),
      text: `${time(startsAt)}–${time(endsAt)}`,
      state,
    })),
    lengths: Array.from({ length: seat.maxSlotsPerDay }, (_, i) => ({
      value: String(i + 1),
      label: m.seats_minutes({ minutes: (i + 1) * seat.slotMinutes }),
    })),
    isMember: ctx.actor.kind === 'member',
    signInHref: `${localizeHref('/masuk')}?lanjut=${encodeURIComponent(url.pathname + url.search)}`,
  };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, params, values }) => {
    const startsAt = new Date(values.startsAt ?? '');
    if (Number.isNaN(startsAt.getTime())) throw platformErrors.invalidInput({}, { startsAt: 'required' });
    const { slots = '1', people = '1', purpose = '' } = values;
    const made = await reserveSeat(ctx, { seatId: idOf(params.id), startsAt, slots, people, purpose });
    return done(made.status === 'asked' ? m.seats_asked_said() : m.seats_reserved_said(), '/akun#ruang');
  }),
};
