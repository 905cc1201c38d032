import { viewSpeakerPage } from '#modules/community/programs';
import type { PageAccess } from '#platform/rights/access';
import { calendarAnswer, speakerEvents } from '#web/features/programs/calendar/calendar-events.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { secret: 'the link of the invitation' };

/** The sessions of one speaker as a calendar file, for whoever has the link of the invitation. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url, getClientAddress }) => {
  const page = await viewSpeakerPage(ctx, { token: params.token, ip: getClientAddress() });
  const { title, slug } = page.program;
  const answer = calendarAnswer(
    title,
    speakerEvents(page, siteOrigin(services, url), ctx.clock.now()),
    `undangan-${slug}`,
  );
  answer.headers.set('cache-control', 'no-store');
  return answer;
};
