import { listClosedDays, zoneOf } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { addDays, formatInstant, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { librariesNow } from '#web/features/libraries/libraries-now.server.ts';
import type { LibraryTile } from '#web/features/libraries/parts/library-tiles.ts';
import { tilePlaces } from '#web/features/libraries/parts/tile-places.ts';
import type { LibraryNow } from '#web/features/libraries/library-now.ts';
import { summariseHours } from '#web/features/libraries/opening-hours.ts';
import { closedDayView } from '#web/features/libraries/closed-days.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';
export const _kept = true;

const SATURDAY = 6;
const SUNDAY = 7;
/** How far ahead closed days are announced, in days. */
const ANNOUNCED = 60;
const filters = ['kini', 'sabtu', 'minggu'] as const;
type Filter = (typeof filters)[number];

const opensOn = (library: LibraryNow, weekday: number): boolean =>
  library.openingHours.some((interval) => interval.weekday === weekday);
const passes: Record<Filter, (library: LibraryNow) => boolean> = {
  kini: (library) => library.state === 'on',
  sabtu: (library) => opensOn(library, SATURDAY),
  minggu: (library) => opensOn(library, SUNDAY),
};

const doorWords: Record<LibraryNow['state'], () => string> = {
  on: () => m.opac_open(),
  wait: () => m.opac_later(),
  off: () => m.opac_closed(),
};

/** Libraries of a kecamatan together; those without one by what they are. */
function groupByDistrict(libraries: readonly LibraryNow[]): { title: string; libraries: LibraryNow[] }[] {
  const groups = new Map<string, LibraryNow[]>();
  for (const library of libraries) {
    const title = library.district ? m.opac_district({ name: library.district }) : m.opac_elsewhere();
    groups.set(title, [...(groups.get(title) ?? []), library]);
  }
  return [...groups].map(([title, members]) => ({ title, libraries: members }));
}

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const asked = url.searchParams.get('buka');
  const filter = filters.find((name) => name === asked) ?? null;
  const libraries = await librariesNow(ctx);
  const main = libraries.find((library) => library.type === 'pusat') ?? libraries[0] ?? null;
  const zone = await zoneOf(ctx);
  const today = localDate(ctx.clock.now(), zone);
  const { data } = await listClosedDays(ctx, { from: today, to: addDays(today, ANNOUNCED) });
  const shown = filter ? libraries.filter(passes[filter]) : libraries;
  const places = tilePlaces(libraries);
  return {
    moment: formatInstant(ctx.clock.now(), zone, ctx.locale, 'full'),
    total: libraries.length,
    openNow: libraries.filter((library) => library.state === 'on').length,
    main: main && { ...main, hours: summariseHours(main.openingHours, ctx.locale) },
    filter,
    counts: filters.map((name) => ({ name, count: libraries.filter(passes[name]).length })),
    shown,
    tiles: shown.map((library): LibraryTile => ({
      id: library.id,
      name: library.place,
      href: `#${library.slug}`,
      mark: library.state,
      words: doorWords[library.state](),
      more: '',
      main: library.type === 'pusat',
      chosen: false,
      place: places.get(library.id) ?? null,
    })),
    groups: groupByDistrict(shown),
    closedDays: data.map((day) => closedDayView(day, libraries, ctx.locale)),
  };
};
