import { zoneOf } from '#modules/ground/libraries';
import { listPrograms, programFacets, sessionCalendar } from '#modules/community/programs';
import { AUDIENCES } from '#modules/community/programs/client';
import { withPreparedStatements } from '#platform/database/prepared';
import type { PageAccess } from '#platform/rights/access';
import { addMonths, formatDate, instantAt, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { calendarParams, calendarQuery } from '#web/features/programs/calendar/calendar-query.server.ts';
import { mapView } from '#web/features/programs/calendar/map-view.server.ts';
import { monthView } from '#web/features/programs/calendar/month-view.server.ts';
import { audienceName, programCard } from '#web/features/programs/parts/program-words.server.ts';
import type { PageServerLoad, PageServerLoadEvent } from './$types';

export const _access: PageAccess = 'public';
export const _kept = true;

const PER_PAGE = 30;
/** Ways of showing, as they stand in the address. */
const TAMPIL = { coming: '', month: 'bulan', map: 'peta', past: 'lalu' } as const;

/** What is coming, as a list, a month or a map of the libraries; or what was. */
export const load: PageServerLoad = async (event) => withPreparedStatements(async () => loadPrograms(event));

async function loadPrograms({ locals: { ctx }, url }: PageServerLoadEvent) {
  const query = await calendarQuery(ctx, url.searchParams);
  const { audience, theme, libraryId } = query;
  const zone = await zoneOf(ctx);
  const now = ctx.clock.now();
  const isMonth = url.searchParams.get('tampil') === 'bulan';
  const isMap = url.searchParams.get('tampil') === 'peta';
  const isPast = url.searchParams.get('tampil') === 'lalu';
  const thisMonth = localDate(now, zone).slice(0, 7);
  const asked = url.searchParams.get('bulan') ?? '';
  const month = /^20\d\d-(0[1-9]|1[0-2])$/.test(asked) ? asked : thisMonth;
  const cursor = url.searchParams.get('lanjut') ?? undefined;
  const filter = { audience, theme, libraryId };
  const [facets, list, entries, map] = await Promise.all([
    programFacets(ctx),
    isMonth || isMap
      ? { data: [], next: null }
      : listPrograms(ctx, {
          ...filter,
          cursor,
          limit: PER_PAGE,
          ...(isPast
            ? { states: ['closed', 'archived'], newestFirst: true }
            : { states: ['published', 'running', 'cancelled'], from: now }),
        }),
    isMonth
      ? sessionCalendar(ctx, {
          ...filter,
          from: instantAt(`${month}-01`, 0, zone),
          to: instantAt(addMonths(`${month}-01`, 1), 0, zone),
        })
      : [],
    isMap ? mapView(ctx, query) : null,
  ]);
  const hrefOf = (more: Record<string, string>): string => localizeHref('/kegiatan') + calendarParams(query, more);
  const cards = list.data.map((program) => programCard(program, ctx.locale));
  const shown = isMonth ? 'month' : isMap ? 'map' : isPast ? 'past' : 'coming';
  return {
    shown,
    tampil: TAMPIL[shown],
    tabs: [
      { key: 'coming', href: hrefOf({}), label: m.programs_tab_coming() },
      { key: 'month', href: hrefOf({ tampil: 'bulan' }), label: m.programs_tab_month() },
      { key: 'map', href: hrefOf({ tampil: TAMPIL.map }), label: m.programs_tab_map() },
      { key: 'past', href: hrefOf({ tampil: 'lalu' }), label: m.programs_tab_past() },
    ],
    months: [...Map.groupBy(cards, (card) => card.month)].map(([key, programs]) => ({
      key,
      name: key === '' ? m.programs_no_time() : formatDate(`${key}-01`, ctx.locale, 'long').replace(/^1 /, ''),
      programs,
    })),
    next: list.next && hrefOf({ ...(isPast && { tampil: 'lalu' }), lanjut: list.next }),
    month: isMonth
      ? {
          name: formatDate(`${month}-01`, ctx.locale, 'long').replace(/^1 /, ''),
          before: hrefOf({ tampil: 'bulan', bulan: addMonths(`${month}-01`, -1).slice(0, 7) }),
          next: hrefOf({ tampil: 'bulan', bulan: addMonths(`${month}-01`, 1).slice(0, 7) }),
          ...monthView(month, entries, ctx),
        }
      : null,
    map,
    audience: audience ?? '',
    theme: theme ?? '',
    library: query.library ?? '',
    audiences: AUDIENCES.filter((one) => one !== 'all').map((value) => ({ value, label: audienceName(value) })),
    themes: facets.themes.map((value) => ({ value, label: value })),
    libraries: facets.libraries.map(({ code, name }) => ({ value: code, label: name })),
    filtered: audience !== undefined || theme !== undefined || libraryId !== undefined,
    allHref: localizeHref('/kegiatan'),
    icsHref: localizeHref('/kegiatan.ics') + calendarParams(query),
    rssHref: localizeHref('/kegiatan.rss') + calendarParams(query),
  };
}
