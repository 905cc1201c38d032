import { z } from 'zod';
import { libraryParam, resolveLibrary, type LibraryRef } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { expectedVersion, sendVersioned, type ApiModule } from '#platform/requests/http';
import { habitInput } from './schema.ts';
import { getHabit, saveHabit } from './writing/habits.ts';

const tags = ['posts'];
const habit = z.object({
  hashtags: z.array(z.string()),
  minute: z.number().describe('the usual hour, in minutes from midnight'),
  version: z.number(),
  weekday: z
    .object({ weekday: z.number().describe('1 = Monday'), hits: z.number(), all: z.number() })
    .nullable()
    .describe('on which weekday links of its posts are opened most; null = too few openings'),
  hour: z
    .object({
      hour: z.number().describe('0 = from midnight to one'),
      hits: z.number(),
      all: z.number(),
      since: z.string().describe('the first day of a month'),
    })
    .nullable()
    .describe('at which hour links of its posts are opened most; null = too few openings'),
});

const shown = async (ctx: Ctx, library: LibraryRef) => {
  const { id } = await resolveLibrary(ctx, library);
  return { id, habit: await getHabit(ctx, id) };
};

/** How a library usually writes. */
export const habitsApi: ApiModule = (api) => {
  api.get(
    '/libraries/:library/post-habit',
    {
      config: { access: { may: ['news.edit', 'posts.send'] } },
      schema: {
        tags,
        summary:
          'The hashtags and the usual hour of a library, and what openings of its links say of weekdays and hours',
        params: libraryParam,
        response: { 200: habit },
      },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, (await shown(ctx, params.library)).habit),
  );
  api.put(
    '/libraries/:library/post-habit',
    {
      config: { access: { may: 'news.edit' }, ifMatch: true },
      schema: {
        tags,
        summary: 'Say which hashtags and which hour a library usually has',
        params: libraryParam,
        body: habitInput,
        response: { 200: habit },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      const version = expectedVersion(request);
      const { id } = await shown(ctx, params.library);
      await saveHabit(ctx, id, { ...body, version });
      return sendVersioned(reply, await getHabit(ctx, id));
    },
  );
};
