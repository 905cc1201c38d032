import { z } from 'zod';
import { decodeCursor, idParam, isoInstant, listOf, pageQuery, toPage, type ApiModule } from '#platform/requests/http';
import { historyChoice, startHistory, stopHistory } from './keep-history.ts';
import { listHistory, removeFromHistory } from './view-history.ts';

const tags = ['reading'];
const entryBody = z.object({
  id: z.number(),
  bibId: z.number(),
  title: z.string(),
  author: z.string().nullable(),
  loanedAt: isoInstant,
  returnedAt: isoInstant,
});

/** The reading history, kept by choice. */
export const historyApi: ApiModule = (api) => {
  api.get(
    '/history',
    {
      config: { access: 'member' },
      schema: {
        tags,
        summary: 'What the reader has read, if it is kept; the latest first',
        querystring: z.object({
          q: z.string().max(200).default('').describe('words of title or author'),
          ...pageQuery,
        }),
        response: { 200: listOf(entryBody).extend({ keeps: z.boolean(), total: z.number() }) },
      },
    },
    async (request) => {
      const { q, cursor, limit } = request.query;
      const { keeps } = await historyChoice(request.ctx);
      const [afterId = null] = decodeCursor(cursor, z.tuple([z.number()])) ?? [];
      const { data, total } = await listHistory(request.ctx, { q, offset: 0, afterId, limit: limit + 1 });
      return { keeps, total, ...toPage(data, limit, (entry) => [entry.id]) };
    },
  );
  api.put(
    '/history/choice',
    {
      config: { access: 'member' },
      schema: {
        tags,
        summary: 'Keep the history, or stop and delete what was kept',
        body: z.object({ keep: z.boolean() }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      if (request.body.keep) await startHistory(request.ctx);
      else await stopHistory(request.ctx);
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/history/:id',
    {
      config: { access: 'member' },
      schema: { tags, summary: 'Take one title out of the history', params: idParam, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await removeFromHistory(request.ctx, request.params.id);
      return reply.code(204).send(null);
    },
  );
};
