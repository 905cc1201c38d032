import { z } from 'zod';
import { libraryName, nameLibraries } from '#modules/ground/libraries';
import { decodeCursor, encodeCursor, isoInstant, pageQuery, type ApiModule } from '#platform/requests/http';
import { acceptClockJump, approveRetention, previewRetention } from './approve-retention.ts';
import { holdReasons } from '../rules/retention-hold.ts';
import { listRetention, setRetentionDays, startRetention } from './run-retention.ts';
import { withHome } from '../with-home.ts';

const held = z
  .enum(holdReasons)
  .nullable()
  .describe('waits for a person: `first` of its class, `shorter` than when somebody last looked, `many` members');

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
      held: held.optional().describe('nothing of it went: it waits for a person'),
      due: z.number().optional().describe('how many wait for a person'),
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
                held,
              }),
            ),
            runs: z.array(runBody),
            clock: z
              .object({ from: isoInstant, to: isoInstant })
              .nullable()
              .describe('the clock jumped: nothing is erased and nothing ends by the clock until somebody accepts it'),
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
  const params = z.object({ key: z.string().max(40) });
  api.get(
    '/retention/:key',
    {
      config: { access: { may: 'members.privacy', network: true } },
      schema: {
        tags,
        summary: 'Whom and what a clearing of a class would take, to be looked at before it goes',
        params,
        querystring: z.object({
          before: isoInstant.optional().describe('of an earlier page, so that all pages show one state'),
          cursor: pageQuery.cursor,
        }),
        response: {
          200: z.object({
            key: z.string(),
            days: z.number(),
            before: isoInstant,
            count: z.number(),
            seen: z.string(),
            held,
            sample: z.array(z.string()),
            members: z
              .array(
                z.object({
                  number: z.string(),
                  fullName: z.string().nullable().describe('null = of a library whose members you may not read'),
                  homeLibrary: libraryName,
                  lastActiveOn: z.string(),
                  expiresOn: z.string().nullable(),
                }),
              )
              .nullable(),
            next: z.string().nullable().describe('cursor of the next members'),
          }),
        },
      },
    },
    async ({ ctx, params: { key }, query: { before, cursor } }) => {
      const [offset = 0] = decodeCursor(cursor, z.tuple([z.number().max(10_000_000)])) ?? [];
      const { members, next, ...seen } = await previewRetention(ctx, retention, key, {
        offset,
        ...(before && { before }),
      });
      const named = await nameLibraries(ctx);
      const going = members?.map((one) => withHome(one, named)) ?? null;
      return { ...seen, members: going, next: next === null ? null : encodeCursor([next]) };
    },
  );
  api.post(
    '/retention/:key/approve',
    {
      config: { access: { may: 'members.privacy', network: true } },
      schema: {
        tags,
        summary: 'Let go exactly what was shown; done in the background',
        params,
        body: z.object({ before: isoInstant, seen: z.string().max(100) }),
        response: { 202: z.null() },
      },
    },
    async ({ ctx, params: { key }, body }, reply) => {
      await approveRetention(ctx, { retention, jobs }, key, body);
      return reply.code(202).send(null);
    },
  );
  api.post(
    '/retention/accept-clock',
    {
      config: { access: { may: 'members.privacy', network: true } },
      schema: {
        tags,
        summary: 'The date is right after the clock jumped: what erases or ends by the clock goes on',
        response: { 204: z.null() },
      },
    },
    async ({ ctx }, reply) => {
      await acceptClockJump(ctx);
      return reply.code(204).send(null);
    },
  );
};
