import { z } from 'zod';
import { libraryName, nameLibraries } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import {
  expectedVersion,
  idParam,
  isoInstant,
  listOf,
  pageQuery,
  sendVersioned,
  type Api,
  type ApiModule,
} from '#platform/requests/http';
import {
  DECISIONS,
  MAILING_STATES,
  MOST_PER_MINUTE,
  MOVES,
  WHY_LENGTH,
  type Mailing,
  type MailingLine,
} from './client.ts';
import { decideUnknown } from './decide-unknown.ts';
import { moveMailing } from './move-mailing.ts';
import { decisionInput } from './schema.ts';
import { getPace, setPace } from './set-pace.ts';
import { getMailing, listMailings, listUnknown } from './view-mailings.ts';

const tags = ['mailings'];
const access = { may: 'news.send' } as const;
const counts = z.object({
  waiting: z.number(),
  sending: z.number(),
  sent: z.number().describe('taken by the mail server'),
  refused: z.number().describe('the mail server never takes them'),
  unknown: z.number().describe('the connection broke; the mail server may have them'),
  skipped: z.number().describe('withdrawn, forgotten or called off before they went'),
});
const line = z.object({
  id: z.number(),
  library: libraryName.nullable().describe('null = of the network'),
  subject: z.string(),
  state: z.enum(MAILING_STATES),
  counts,
  startAt: isoInstant,
  startedAt: isoInstant.nullable(),
  doneAt: isoInstant.nullable(),
});
const whole = line.extend({
  key: z.string().describe('what it is for: `letter:<id>`'),
  perMinute: z.number().describe('mails of this mailing in a minute, at most'),
  createdAt: isoInstant,
  cancelledWhy: z.string().nullable(),
  forgottenAt: isoInstant.nullable().describe('when its addresses were taken out'),
  nextAttemptAt: isoInstant.nullable().describe('when the next mail that was put off is tried again'),
});
const unknownLetter = z.object({
  id: z.number(),
  email: z.string().nullable().describe('null = taken out'),
  outcome: z.string().nullable().describe('stable code: `no_answer`, `interrupted`'),
  detail: z.string().nullable().describe('what the mail server said'),
  at: isoInstant.nullable(),
});
const deliveries = z.object({ counts, data: z.array(unknownLetter), next: z.string().nullable() });
const pace = z.object({
  perMinute: z.number(),
  failures: z.number().describe('how often in a row the mail server was not reached'),
  failureDetail: z.string().nullable(),
  version: z.number(),
});

async function named<T extends MailingLine | Mailing>(ctx: Ctx, rows: readonly T[]) {
  const libraryOf = await nameLibraries(ctx);
  return rows.map(({ libraryId, ...row }) => ({ ...row, library: libraryId === null ? null : libraryOf(libraryId) }));
}

async function shown(ctx: Ctx, id: number): Promise<z.output<typeof whole>> {
  const { libraryId, ...mailing } = await getMailing(ctx, id);
  const libraryOf = await nameLibraries(ctx);
  return { ...mailing, library: libraryId === null ? null : libraryOf(libraryId) };
}

function mailings(api: Api): void {
  api.get(
    '/mailings',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Letters on their way and over, those with mails in doubt first, then the newest',
        querystring: z.object(pageQuery),
        response: { 200: listOf(line) },
      },
    },
    async ({ ctx, query }) => {
      const { data, next } = await listMailings(ctx, query);
      return { data: await named(ctx, data), next };
    },
  );
  api.get(
    '/mailings/:id',
    {
      config: { access },
      schema: { tags, summary: 'How far a letter is', params: idParam, response: { 200: whole } },
    },
    async ({ ctx, params }) => shown(ctx, params.id),
  );
  api.post(
    '/mailings/:id/move',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Hold a letter, let it go on, or call it off for good',
        params: idParam,
        body: z.object({
          move: z.enum(MOVES),
          why: z.string().max(WHY_LENGTH).optional().describe('needed to call it off'),
        }),
        response: { 200: whole },
      },
    },
    async ({ ctx, params, body }) => {
      await moveMailing(ctx, params.id, body.move, body.why ?? null);
      return shown(ctx, params.id);
    },
  );
}

function letters(api: Api): void {
  api.get(
    '/mailings/:id/deliveries',
    {
      config: { access },
      schema: {
        tags,
        summary: 'How many mails of a letter are in each state, and those in doubt',
        params: idParam,
        querystring: z.object(pageQuery),
        response: { 200: deliveries },
      },
    },
    async ({ ctx, params, query }) => {
      const { counts: counted } = await getMailing(ctx, params.id);
      return { counts: counted, ...(await listUnknown(ctx, params.id, query)) };
    },
  );
  api.post(
    '/mailings/:id/deliveries/decide',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Send mails in doubt again, under the same message ids, or count them as sent; all of them or none',
        params: idParam,
        body: z.object({ ids: decisionInput.shape.ids, decision: z.enum(DECISIONS) }),
        response: { 200: deliveries },
      },
    },
    async ({ ctx, params, body }) => {
      await decideUnknown(ctx, body.ids, body.decision, { mailingId: params.id });
      const { counts: counted } = await getMailing(ctx, params.id);
      return { counts: counted, ...(await listUnknown(ctx, params.id, { limit: 50 })) };
    },
  );
}

function pacing(api: Api): void {
  api.get(
    '/mailing-pace',
    {
      config: { access },
      schema: { tags, summary: 'How fast all letters together go', response: { 200: pace } },
    },
    async ({ ctx }, reply) => sendVersioned(reply, await getPace(ctx)),
  );
  api.put(
    '/mailing-pace',
    {
      config: { access: { may: 'news.send', network: true }, ifMatch: true },
      schema: {
        tags,
        summary: 'Set how many mails go in a minute, of all letters together',
        body: z.object({ perMinute: z.number().int().min(1).max(MOST_PER_MINUTE) }),
        response: { 200: pace },
      },
    },
    async (request, reply) => {
      const { ctx, body } = request;
      await setPace(ctx, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await getPace(ctx));
    },
  );
}

/** Letters on their way. */
const mailingsApi: ApiModule = (api) => {
  mailings(api);
  letters(api);
  pacing(api);
};

/** Its routes. */
export const api: readonly ApiModule[] = [mailingsApi];
