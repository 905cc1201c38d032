import {
  calendarsOf,
  getLibraryByCode,
  listClosedDays,
  listSpaces,
  nextVisits,
  occasions,
} from '#modules/ground/libraries';
import { search } from '#modules/collection/search';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { addDays, isoWeekday, localDate, formatWeekday } from '#shared/dates';
import { closedDayView } from '#web/features/libraries/closed-days.server.ts';
import { visitView } from '#web/features/visits/parts/visit-view.server.ts';
import { describeBook } from '#web/features/catalog/parts/describe-book.server.ts';
import { libraryJsonLd } from '#web/features/libraries/library-json-ld.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { librariesNow } from '#web/features/libraries/libraries-now.server.ts';
import { summariseHours } from '#web/features/libraries/opening-hours.ts';
import { bannerViews, latestNews, ownPages } from '#web/features/site/parts/latest-news.server.ts';
import { ownWords } from '#web/features/site/parts/site-extras.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

/** How far ahead closed days are announced, in days. */
const ANNOUNCED = 90;
const ON_THE_WALL = 10;
/** So many days of a route are told. */
const ROUTE_DAYS = 28;
const NEWS = 5;

/** Class numbers of a shelf; a shelf that takes all of them says nothing. */
const rangeOf = (from: string | null, to: string | null): string | null =>
  !from || (from === '000' && to === '999') ? null : to ? `${from}–${to}` : from;

export const load: PageServerLoad = async ({ locals: { ctx, services }, params, url }) => {
  const library = await getLibraryByCode(ctx, params.code);
  const today = localDate(ctx.clock.now(), library.timeZone);
  const until = addDays(today, ANNOUNCED);
  const [libraries, closed, spaces, fresh] = await Promise.all([
    librariesNow(ctx),
    listClosedDays(ctx, { libraryId: library.id, from: today, to: until }),
    listSpaces(ctx, library.id),
    search(ctx, { filters: { libraryIds: [library.id] }, sort: 'newest', limit: ON_THE_WALL }),
  ]);
  const visits = await nextVisits(ctx, library.id, ROUTE_DAYS);
  const calendar = (await calendarsOf(ctx.db, [library.id], today, until)).get(library.id);
  const { latitude, longitude } = library;
  const own = await ownWords(ctx, library.id);
  return {
    library,
    now: libraries.find((candidate) => candidate.id === library.id) ?? null,
    titles: fresh.total,
    visits: visits.map((visit) => visitView(visit, today, ctx.locale)),
    jsonLd: libraryJsonLd(library, calendar, {
      address: siteOrigin(services, url) + localizeHref(`/perpustakaan/${params.code.toLowerCase()}`),
      ...{ from: today, to: until, services: own.services },
    }),
    own,
    banners: await bannerViews(ctx, library.id),
    news: await latestNews(ctx, { libraryId: library.id, zone: library.timeZone, limit: NEWS }),
    pages: await ownPages(ctx, library.id),
    fresh: fresh.hits.map((card) => describeBook(ctx, card, { wanted: [library.id] })),
    weekday: formatWeekday(isoWeekday(today), ctx.locale),
    hours: summariseHours(library.openingHours, ctx.locale),
    closedDays: closed.data
      .flatMap((day) => occasions(day, today, until).map((dates) => ({ ...day, ...dates })))
      .toSorted((a, b) => a.dateFrom.localeCompare(b.dateFrom))
      .map((day) => closedDayView(day, libraries, ctx.locale)),
    spaces: spaces.map(({ id, name, ddcFrom, ddcTo }) => ({ id, name, range: rangeOf(ddcFrom, ddcTo) })),
    map:
      latitude !== null && longitude !== null
        ? `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=18/${latitude}/${longitude}`
        : null,
  };
};
