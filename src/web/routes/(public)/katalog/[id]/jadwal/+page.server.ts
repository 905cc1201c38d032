import { bookingChoices, placeBooking } from '#modules/lending/bookings';
import type { BookingChoice } from '#modules/lending/bookings/client';
import { selectBibTitles } from '#modules/collection/catalog';
import { calendarOf, isOpenOn, nextOpenDate } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { addDays, formatDate, formatWeekday, isDay, isoWeekday, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { momentIn } from '#web/features/bookings/booking-fields.server.ts';
import { momentOf, monthAfter, monthOf } from '#web/features/bookings/booking-calendar.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { page: 'public', actions: { default: 'member' } };

/** So many months ahead may be looked at. */
const AHEAD = 12;
/** What the form proposes where a library has no hours on that day, minutes after midnight. */
const [MORNING, AFTERNOON] = [8 * 60, 15 * 60];
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

const fieldOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

const choose = (choices: readonly BookingChoice[], key: string | null): BookingChoice | undefined =>
  choices.find((choice) => choice.key === key) ?? choices[0];

/** What a choice is called: the set by its name, any copy as that, a copy by where it stands and, where there are more, its code. */
function labelOf({ kind, name, items, library }: BookingChoice, alone: boolean): string {
  if (kind === 'any') return m.booking_any_copy({ library: library.name });
  const parts = kind === 'set' ? [name, library.name] : [library.name, alone ? null : items[0]?.barcode];
  return parts.filter(Boolean).join(' · ');
}

/** What is asked for with a choice. */
function whatOf({ kind, key, items, library }: BookingChoice) {
  if (kind === 'any') return { bibId: items[0]?.bibId ?? null, libraryId: library.id };
  const setId = kind === 'set' ? Number(key.slice('set:'.length)) : null;
  return { setId, itemBarcodes: items.map((item) => item.barcode) };
}

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
  const bibId = idOf(params.id);
  const [[bib], choices] = await Promise.all([selectBibTitles(ctx.db, [bibId]), bookingChoices(ctx, bibId)]);
  if (!bib) throw platformErrors.notFound();
  const chosen = choose(choices, url.searchParams.get('pilih'));
  return {
    bibId,
    title: bib.title,
    choices: choices.map((choice) => ({
      key: choice.key,
      label: labelOf(choice, choices.length === 1),
      href: localizeHref(`/katalog/${bibId}/jadwal?pilih=${encodeURIComponent(choice.key)}`),
      chosen: choice === chosen,
    })),
    chosen: chosen ? await shown(ctx, bibId, chosen, url) : null,
    visitor: ctx.actor.kind,
    signIn: localizeHref(`/masuk?lanjut=${encodeURIComponent(url.pathname + url.search)}`),
  };
};

async function shown(ctx: Ctx, bibId: number, choice: BookingChoice, url: URL) {
  const { library, busy } = choice;
  const zone = library.timeZone;
  const today = localDate(ctx.clock.now(), zone);
  const [oldest, newest] = [today.slice(0, 7), monthAfter(today.slice(0, 7), AHEAD)];
  const asked = url.searchParams.get('mulai') ?? '';
  const calendar = await calendarOf(ctx.db, library.id, today, `${monthAfter(newest, 1)}-01`);
  const wished = isDay(asked) && asked >= today && asked < calendar.to ? asked : addDays(today, 1);
  const day = nextOpenDate(calendar, wished) ?? wished;
  const wanted = url.searchParams.get('bulan') ?? day.slice(0, 7);
  const month = isDay(`${wanted}-01`) && wanted >= oldest && wanted <= newest ? wanted : oldest;
  const hours = library.openingHours.filter((interval) => interval.weekday === isoWeekday(day));
  const address = (query: Record<string, string>): string =>
    localizeHref(`/katalog/${bibId}/jadwal?${new URLSearchParams({ pilih: choice.key, ...query }).toString()}`);
  const monthHref = (of: string): string | null =>
    of < oldest || of > newest ? null : `${address({ bulan: of })}#hari`;
  const say = (date: string): string => formatDate(date, ctx.locale, 'medium');
  return {
    key: choice.key,
    library: library.name,
    titles: choice.kind !== 'set' ? null : choice.items.map((item) => item.title).join(', '),
    month: formatDate(`${month}-01`, ctx.locale).replace(/^1 /, ''),
    previous: monthHref(monthAfter(month, -1)),
    next: monthHref(monthAfter(month, 1)),
    weekdays: WEEKDAYS.map((weekday) => formatWeekday(weekday, ctx.locale)),
    weeks: monthOf(month, { busy, zone, today, isOpen: (date) => isOpenOn(calendar, date) }).map((week) =>
      week.map(
        (one) =>
          one && { ...one, href: one.past || one.state === 'closed' ? null : `${address({ mulai: one.date })}#pesan` },
      ),
    ),
    day,
    busy: busy.map(({ startsAt, endsAt }) => ({
      key: startsAt.getTime(),
      text: m.booking_span({
        from: momentOf(startsAt, zone, ctx.locale, say),
        to: momentOf(endsAt, zone, ctx.locale, say),
      }),
    })),
    proposal: {
      startsOn: day,
      startsTime: fieldOf(hours[0]?.opensMinute ?? MORNING),
      endsOn: day,
      endsTime: fieldOf(hours.at(-1)?.closesMinute ?? AFTERNOON),
    },
    today,
  };
}

export const actions: Actions = {
  default: formAction(async ({ ctx, params, values }) => {
    const choices = await bookingChoices(ctx, idOf(params.id));
    const choice = choices.find(({ key }) => key === values.pilih);
    if (!choice) throw platformErrors.notFound();
    const zone = choice.library.timeZone;
    const startsAt = momentIn(values, { day: 'startsOn', time: 'startsTime' }, zone);
    const endsAt = momentIn(values, { day: 'endsOn', time: 'endsTime' }, zone);
    await placeBooking(ctx, { ...whatOf(choice), startsAt, endsAt, purpose: values.purpose ?? '' });
    const date = formatDate(localDate(startsAt, zone), ctx.locale, 'full');
    return done(m.booking_done({ date }), '/akun#jadwal');
  }),
};
