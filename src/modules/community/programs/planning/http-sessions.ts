import { z } from 'zod';
import { libraryRef, resolveLibrary } from '#modules/ground/libraries';
import { cutPage, idParam, isoInstant, listOf, pageQuery, type ApiModule } from '#platform/requests/http';
import { AUDIENCES } from '../client.ts';
import { sessionSchema } from '../http-schemas.ts';
import { getSession, listSessions, sessionCalendar } from './view-programs.ts';

const datedSchema = sessionSchema.extend({
  program: z.object({ id: z.number(), slug: z.string(), title: z.string(), state: z.string() }),
});
const DAY = 86_400_000;
/** What is asked for at once: no more than a season. */
const MOST_DAYS = 92;

/** Sessions of programmes; `/sessions` are those of signing in. */
export const sessionRoutes = (api: Parameters<ApiModule>[0]): void => {
  const tags = ['programs'];
  api.get(
    '/programs/:id/sessions',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'The sessions of a programme',
        params: idParam,
        response: { 200: listOf(sessionSchema) },
      },
    },
    async ({ ctx, params }) => ({ data: await listSessions(ctx, params.id), next: null }),
  );
  api.get(
    '/program-sessions',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Sessions of what everybody sees, in the order of time; at most 92 days at once',
        querystring: z.object({
          from: isoInstant.optional().describe('that end later; left out: now'),
          to: isoInstant.optional().describe('that begin earlier; left out: 92 days after `from`'),
          library: libraryRef.optional(),
          audience: z.enum(AUDIENCES).optional(),
          theme: z.string().max(60).optional(),
          ...pageQuery,
        }),
        response: { 200: listOf(datedSchema) },
      },
    },
    async ({ ctx, query: { library, from = ctx.clock.now(), to, cursor, limit, ...rest } }) => {
      const libraryId = library === undefined ? undefined : (await resolveLibrary(ctx, library)).id;
      const last = new Date(from.getTime() + MOST_DAYS * DAY);
      const entries = await sessionCalendar(ctx, { ...rest, libraryId, from, to: to && to < last ? to : last });
      const sessions = entries.map(({ session, program }) => ({ ...session, program }));
      return cutPage(sessions, { cursor, limit }, (one) => one.id);
    },
  );
  api.get(
    '/program-sessions/:id',
    {
      config: { access: 'public' },
      schema: { tags, summary: 'One session with its programme', params: idParam, response: { 200: datedSchema } },
    },
    async ({ ctx, params }) => getSession(ctx, params.id),
  );
};
