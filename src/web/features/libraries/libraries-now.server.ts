import {
  calendarsOf,
  describeOpening,
  intervalsOn,
  listLibraries,
  openStatusAt,
  type Calendar,
  type Library,
  zoneOf,
} from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { addDays, formatMinute, localDate } from '#shared/dates';
import { placeName } from '#web/features/libraries/parts/place-name.ts';
import type { LibraryNow } from '#web/features/libraries/library-now.ts';

/** How far ahead the next opening is looked for, in days. */
const AHEAD = 60;

/** Every open-to-the-public library with what its door says at this moment, in the network's order. */
export async function librariesNow(ctx: Ctx): Promise<LibraryNow[]> {
  const now = ctx.clock.now();
  const today = localDate(now, await zoneOf(ctx));
  const [libraries, calendars] = await Promise.all([
    listLibraries(ctx, { active: true }),
    calendarsOf(ctx.db, null, addDays(today, -1), addDays(today, AHEAD)),
  ]);
  return libraries.map((library) => describeLibrary(ctx, library, calendars.get(library.id), now));
}

function describeLibrary(ctx: Ctx, library: Library, calendar: Calendar | undefined, now: Date): LibraryNow {
  const status = calendar ? openStatusAt(calendar, now) : ({ kind: 'unknown' } as const);
  const today = localDate(now, library.timeZone);
  const opensToday = status.kind === 'closed' && status.opens?.daysAhead === 0;
  return {
    id: library.id,
    code: library.code,
    slug: library.code.toLowerCase(),
    name: library.name,
    place: placeName(library),
    latitude: library.latitude,
    longitude: library.longitude,
    type: library.type,
    district: library.kecamatan,
    address: library.address,
    phone: library.phone,
    state: status.kind === 'open' ? 'on' : opensToday ? 'wait' : 'off',
    sentence: describeOpening(status, ctx.locale),
    today: (calendar ? intervalsOn(calendar, today) : []).map(
      ({ opens, closes }) => `${formatMinute(opens, ctx.locale)}–${formatMinute(closes, ctx.locale)}`,
    ),
    openingHours: library.openingHours,
  };
}
