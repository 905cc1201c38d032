import {
  calendarsOf,
  describeOpening,
  intervalsOn,
  listLibraries,
  openStatusAt,
  type Calendar,
  type Library,
} from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { addDays, formatMinute, HOME_ZONE, localDate } from '#shared/dates';
import { facilityLabel } from '#web/features/libraries/library-labels.ts';
import { placeName } from '#web/features/libraries/parts/place-name.ts';
import type { LibraryNow } from '#web/features/libraries/library-now.ts';

/** How far ahead the next opening is looked for, in days. */
const AHEAD = 60;

/** The network at this moment. */
export interface NetworkNow {
  /** Every open-to-the-public library with what its door says, in the network's order. */
  libraries: LibraryNow[];
  /** When each of them is open, by its id, from yesterday on. */
  calendars: ReadonlyMap<number, Calendar>;
  /** The time zone of the network: that of its first library. */
  zone: string;
}

export async function networkNow(ctx: Ctx): Promise<NetworkNow> {
  const now = ctx.clock.now();
  // a day more on either side, since the zones of the country differ
  const today = localDate(now, HOME_ZONE);
  const [libraries, calendars] = await Promise.all([
    listLibraries(ctx, { active: true }),
    calendarsOf(ctx.db, null, addDays(today, -1), addDays(today, AHEAD)),
  ]);
  return {
    libraries: libraries.map((library) => describeLibrary(ctx, library, calendars.get(library.id), now)),
    calendars,
    zone: libraries[0]?.timeZone ?? HOME_ZONE,
  };
}

/** Every open-to-the-public library with what its door says at this moment, in the network's order. */
export const librariesNow = async (ctx: Ctx): Promise<LibraryNow[]> => (await networkNow(ctx)).libraries;

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
    email: library.email,
    facilities: library.facilities.map(facilityLabel),
    state: status.kind === 'open' ? 'on' : opensToday ? 'wait' : 'off',
    sentence: describeOpening(status, ctx.locale),
    today: (calendar ? intervalsOn(calendar, today) : []).map(
      ({ opens, closes }) => `${formatMinute(opens, ctx.locale)}–${formatMinute(closes, ctx.locale)}`,
    ),
    openingHours: library.openingHours,
  };
}
