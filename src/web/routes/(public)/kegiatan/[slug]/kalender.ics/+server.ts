import { getProgram, sessionCalendar } from '#modules/community/programs';
import type { PageAccess } from '#platform/rights/access';
import { calendarAnswer, eventsOf } from '#web/features/programs/calendar/calendar-events.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

/** The sessions of one programme as a calendar file. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url }) => {
  const program = await getProgram(ctx, params.slug);
  const entries = await sessionCalendar(ctx, { programId: program.id });
  return calendarAnswer(program.title, eventsOf(entries, siteOrigin(services, url)), program.slug);
};
