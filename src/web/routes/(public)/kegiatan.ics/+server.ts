import { sessionCalendar } from '#modules/community/programs';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { calendarAnswer, eventsOf } from '#web/features/programs/calendar/calendar-events.server.ts';
import { calendarQuery } from '#web/features/programs/calendar/calendar-query.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

const DAY = 86_400_000;
const [BACK, AHEAD] = [60, 400];

/** Every session of the coming year as a calendar that can be subscribed to; takes the filters of `/kegiatan`. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, url }) => {
  const { audience, theme, libraryId } = await calendarQuery(ctx, url.searchParams);
  const now = ctx.clock.now().getTime();
  const [from, to] = [new Date(now - BACK * DAY), new Date(now + AHEAD * DAY)];
  const entries = await sessionCalendar(ctx, { audience, theme, libraryId, from, to });
  return calendarAnswer(m.programs_title(), eventsOf(entries, siteOrigin(services, url)), 'kegiatan');
};
