import { z } from 'zod';
import type { ApiModule } from '#platform/requests/http';
import { explainError } from '#platform/requests/problem';
import { cancelWork } from './cancel-work.ts';
import { staffRoutes } from './http-staff.ts';
import { openResult } from './open-result.ts';
import { viewWork } from './view-work.ts';

const byId = z.object({ id: z.string().max(36) });
const workSchema = z.object({
  id: z.string(),
  kind: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  done: z.number(),
  total: z.number().nullable().describe('null = not known'),
  file: z.object({ name: z.string(), sizeBytes: z.number() }).nullable(),
  reason: z.string().nullable().describe('why it failed, as a sentence'),
});

/** Work that took longer than a request waits (an answer 202 names its address in `location`). */
const heavyWorkApi: ApiModule = (api, { storage, jobs }) => {
  staffRoutes(api, jobs);
  const tags = ['heavy-work'];
  api.get(
    '/heavy-work/:id',
    {
      config: { access: { secret: 'the address that the first answer named' } },
      schema: { tags, summary: 'How far own work is', params: byId, response: { 200: workSchema } },
    },
    async ({ ctx, params }) => {
      const { refusal, ...work } = await viewWork(ctx, params.id);
      return { ...work, reason: refusal && explainError(refusal, ctx.locale) };
    },
  );
  api.get(
    '/heavy-work/:id/file',
    {
      config: { access: { secret: 'the address that the first answer named' } },
      schema: { tags, summary: 'What came of own work; kept for a day', params: byId },
    },
    async ({ ctx, params }, reply) => {
      const { fileName, mediaType, body } = await openResult(ctx, storage, params.id);
      void reply.type(mediaType).header('content-disposition', `attachment; filename="${fileName}"`);
      return reply.send(body);
    },
  );
  api.delete(
    '/heavy-work/:id',
    {
      config: { access: { secret: 'the address that the first answer named' } },
      schema: { tags, summary: 'Stop own work', params: byId, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      await cancelWork(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [heavyWorkApi];
