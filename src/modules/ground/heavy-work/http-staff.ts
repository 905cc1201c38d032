import { z } from 'zod';
import { cutPage, isoInstant, listOf, pageQuery, type Api } from '#platform/requests/http';
import type { Jobs } from '#platform/background/jobs';
import { listTroubles } from './list-troubles.ts';
import { listWork } from './list-work.ts';
import { stopWork } from './stop-work.ts';
import { tryAgain } from './try-again.ts';

const line = z.object({
  id: z.string(),
  kind: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  done: z.number(),
  total: z.number().nullable().describe('null = not known'),
  createdAt: isoInstant,
  startedAt: isoInstant.nullable(),
  endedAt: isoInstant.nullable(),
  stops: z.boolean().describe('it can be stopped here'),
});
const trouble = z.object({
  id: z.string(),
  source: z.enum(['heavy', 'job']),
  name: z.string(),
  at: isoInstant,
  ended: z.boolean().describe('stays failed until somebody says that it is tried again'),
  nextAt: isoInstant.nullable(),
  code: z.string().nullable(),
  said: z.string(),
  again: z.boolean().describe('it can be begun again'),
});

/** What the worker does for everybody, and what went wrong; for whoever looks after the installation. */
export function staffRoutes(api: Api, jobs: Jobs): void {
  const tags = ['heavy-work'];
  const access = { may: 'settings.manage', network: true } as const;
  api.get(
    '/heavy-work',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Work that waits or runs, then the last that ended; nobody is named',
        querystring: z.object(pageQuery),
        response: { 200: listOf(line) },
      },
    },
    async ({ ctx, query }) => {
      const { open, ended } = await listWork(ctx);
      return cutPage([...open, ...ended], query, (one) => one.id);
    },
  );
  api.post(
    '/heavy-work/:id/end',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Stop what somebody else asked for, where it keeps others waiting',
        params: z.object({ id: z.string().max(36) }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params }, reply) => {
      await stopWork(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
  api.get(
    '/heavy-work/troubles',
    {
      config: { access },
      schema: {
        tags,
        summary: 'What failed, the latest first',
        querystring: z.object(pageQuery),
        response: { 200: listOf(trouble) },
      },
    },
    async ({ ctx, query }) => cutPage(await listTroubles(ctx, jobs), query, ({ source, id }) => `${source} ${id}`),
  );
  api.post(
    '/heavy-work/troubles/try-again',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Begin anew what failed, with all its tries',
        body: z.object({ source: z.enum(['heavy', 'job']), name: z.string().max(100), id: z.string().max(36) }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, body }, reply) => {
      await tryAgain(ctx, jobs, body);
      return reply.code(204).send(null);
    },
  );
}
