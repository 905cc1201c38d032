import { z } from 'zod';
import { isoInstant, type ApiModule } from '#platform/requests/http';
import { mailRecords, recordReasons, recordStates } from './client.ts';
import { askTxt } from './sender/ask-txt.ts';
import { checkSender } from './sender/check-sender.ts';
import { makeMailKey } from './sender/make-key.ts';
import { mailHealth } from './sender/view-sender.ts';

const tags = ['mailings'];
const access = { may: 'news.send' } as const;

const record = z.object({
  record: z.enum(mailRecords),
  name: z.string().describe('at which name of the name service it stands, as TXT'),
  value: z.string().describe('what to publish there'),
  state: z
    .enum(recordStates)
    .nullable()
    .describe('different: there, and not as it should be; unreachable: nobody answered; null = not asked yet'),
  reason: z.enum(recordReasons),
  found: z.array(z.string()).describe('what stood there when it was last asked'),
  checkedAt: isoInstant.nullable(),
});
const healthSchema = z.object({
  address: z.string(),
  domain: z.string().nullable().describe('null = nothing can be published for that address'),
  signedBy: z.string().nullable().describe('the selector of the key that signs now'),
  records: z.array(record),
  keys: z.array(
    z.object({
      selector: z.string(),
      name: z.string(),
      state: z.enum(['waiting', 'used', 'replaced']).describe('waiting: until the name service shows its record'),
      madeAt: isoInstant,
    }),
  ),
  mayMakeKey: z.boolean(),
  sendsMail: z.boolean(),
  mailbox: z.string().nullable().describe('in which reports of failures and complaints are read'),
  bounces: z
    .object({ hard: z.number(), soft: z.number(), blocked: z.number(), complaint: z.number() })
    .describe('what came back in the last thirty days'),
  blocked: z.array(z.object({ status: z.string(), detail: z.string(), notedAt: isoInstant })),
});

const mailHealthApi: ApiModule = (api, services) => {
  api.get(
    '/mail-sender',
    {
      config: { access },
      schema: {
        tags,
        summary: 'What is published for mails of the library and what should be (SPF, DKIM, DMARC), and what came back',
        response: { 200: healthSchema },
      },
    },
    async ({ ctx }) => mailHealth(ctx, services),
  );
  api.post(
    '/mail-sender/checks',
    {
      config: { access },
      schema: { tags, summary: 'Ask the name service now, ten times an hour at most', response: { 200: healthSchema } },
    },
    async ({ ctx }) => {
      await checkSender(ctx, { config: services.config, ask: askTxt() });
      return mailHealth(ctx, services);
    },
  );
  api.post(
    '/mail-sender/keys',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Make a key that will sign mails once the name service shows it; needs the right for the network',
        response: { 201: healthSchema },
      },
    },
    async ({ ctx }, reply) => {
      await makeMailKey(ctx, services);
      return reply.code(201).send(await mailHealth(ctx, services));
    },
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [mailHealthApi];
