import { z } from 'zod';
import { isoInstant, type ApiModule } from '#platform/http';
import { listRetention, setRetentionDays, startRetention } from './run-retention.ts';

const runBody = z.object({
  id: z.number(),
  requestedAt: isoInstant,
  requestedBy: z.string(),
  finishedAt: isoInstant.nullable(),
  report: z.array(
    z.object({
      key: z.string(),
      days: z.number(),
      gone: z.number(),
      waiting: z.number().describe('could not go yet: books at home, money'),
    }),
  ),
});

/** How long personal data are kept. */
export const retentionApi: ApiModule = (api, { retention, jobs }) => {
  const tags = ['members'];
  api.get(
    '/retention',
    {
      config: { access: { may: 'members.privacy', network: true } },
      schema: {
        tags,
        summary: 'Classes of data, how long each is kept, what would go now (dry run), and the last runs',
        response: {
          200: z.object({
            classes: z.array(
              z.object({
                key: z.string(),
                days: z.number().nullable().describe('null = without end'),
                count: z.number(),
                sample: z.array(z.string()),
              }),
            ),
            runs: z.array(runBody),
          }),
        },
      },
    },
    async ({ ctx }) => listRetention(ctx, retention),
  );
  api.patch(
    '/retention',
    {
      config: { access: { may: 'settings.manage', network: true } },
      schema: {
        tags,
        summary: 'Say how many days classes are kept; classes left out stay',
        body: z.record(z.string().max(40), z.number().int().min(1).max(36_500).nullable()),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, body }, reply) => {
      await setRetentionDays(ctx, body);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/retention/runs',
    {
      config: { access: { may: 'members.privacy', network: true } },
      schema: {
        tags,
        summary: 'Let go what is past its time; done in the background, see the report of the run',
        response: { 202: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx }, reply) => reply.code(202).send(await startRetention(ctx, jobs)),
  );
};
