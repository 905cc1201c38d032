import { listLibraries } from '#modules/ground/libraries';
import { comingByLibrary } from '#modules/community/programs';
import type { Ctx } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { LibraryTile } from '#web/features/libraries/parts/library-tiles.ts';
import { placeName } from '#web/features/libraries/parts/place-name.ts';
import { tilePlaces } from '#web/features/libraries/parts/tile-places.ts';
import { calendarParams, type CalendarQuery } from './calendar-query.server.ts';

/**
 * Every library of the network with how much is coming there and when next, by the audience and theme that the calendar is narrowed down to;
 * each leads to its own list. A library without programmes is a quiet tile.
 */
export async function mapView(ctx: Ctx, query: CalendarQuery): Promise<{ tiles: LibraryTile[]; total: number }> {
  const { audience, theme } = query;
  const [libraries, coming] = await Promise.all([
    listLibraries(ctx, { active: true }),
    comingByLibrary(ctx, { audience, theme }),
  ]);
  const places = tilePlaces(libraries);
  const byLibrary = new Map(coming.map((one) => [one.libraryId, one]));
  const tiles = libraries.map((library): LibraryTile => {
    const found = byLibrary.get(library.id);
    const next = found && formatDate(localDate(found.nextAt, library.timeZone), ctx.locale, 'medium');
    return {
      id: library.id,
      name: placeName(library),
      href: found ? localizeHref('/kegiatan') + calendarParams({ ...query, library: library.code }) : null,
      mark: found ? 'on' : null,
      words: found ? m.programs_map_count({ count: found.count }) : m.programs_map_none(),
      more: next ? m.programs_map_next({ date: next }) : '',
      main: library.type === 'pusat',
      chosen: library.id === query.libraryId,
      place: places.get(library.id) ?? null,
    };
  });
  return { tiles, total: coming.reduce((sum, one) => sum + one.count, 0) };
}
