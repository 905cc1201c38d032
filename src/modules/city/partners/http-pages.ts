import { z } from 'zod';
import {
  expectedVersion,
  idParam,
  isoInstant,
  listOf,
  pageQuery,
  sendVersioned,
  type Api,
} from '#platform/requests/http';
import type { Ctx } from '#platform/context';
import type { Services } from '#platform/services';
import { CLAIM_STATES, DUTY_SIDES, FILE_STATES, NAMED_STATES, PAGE_SECTIONS } from './client.ts';
import { access } from './http-shapes.ts';
import { acceptFile, openPageFile, removeFile } from './pages/answer-files.ts';
import {
  acceptNamed,
  confirmClaim,
  declineClaim,
  declineNamed,
  seeMessages,
  writeToPartner,
} from './pages/answer-posts.ts';
import { changeLink, endLink, makeLink, renewLink } from './pages/edit-links.ts';
import { PAGE_TYPES } from './pages/leave-file.ts';
import { answerWords, linkInput, pageMessage, refusalWords, sectionsInput, sendInput } from './pages/schema.ts';
import { sendLink } from './pages/send-link.ts';
import { getLink, listLinks, listPages } from './pages/view-links.ts';

const tags = ['partners'];
const gone = { 204: z.null() };
const answered = {
  answer: z.string(),
  sentAt: isoInstant,
  answeredAt: isoInstant.nullable(),
  answeredBy: z.string(),
  version: z.number(),
};
const linkSchema = z.object({
  id: z.number(),
  partnerId: z.number(),
  whole: z.boolean().describe('for all that the partner has'),
  agreementId: z.number().nullable(),
  agreement: z.string().nullable(),
  path: z.string().nullable().describe('whoever has it sees the page; null: it is ended'),
  sections: z.array(z.enum(PAGE_SECTIONS)),
  createdAt: isoInstant,
  createdBy: z.string(),
  renewedOn: z.string().nullable(),
  sentOn: z.string().nullable(),
  openedOn: z.string().nullable().describe('the last day on which it was opened'),
  endedAt: isoInstant.nullable(),
  endedBy: z.string(),
  waiting: z.number().describe('how much of what was left there waits'),
  version: z.number(),
});
const sheet = linkSchema.extend({
  files: z.array(
    z.object({
      ...{ id: z.number(), name: z.string(), words: z.string(), state: z.enum(FILE_STATES), ...answered },
      fileBytes: z.number().nullable().describe('null: it was removed'),
    }),
  ),
  messages: z.array(
    z.object({
      ...{ id: z.number(), side: z.enum(DUTY_SIDES), text: z.string(), writtenAt: isoInstant },
      ...{ writtenBy: z.string(), seenAt: isoInstant.nullable() },
    }),
  ),
  named: z.array(
    z.object({
      ...{ id: z.number(), name: z.string(), role: z.string(), phone: z.string(), email: z.string() },
      ...{ consentOn: z.string(), state: z.enum(NAMED_STATES), personId: z.number().nullable(), ...answered },
    }),
  ),
  claims: z.array(
    z.object({
      ...{ id: z.number(), dutyId: z.number(), duty: z.string(), agreement: z.string(), words: z.string() },
      ...{ doneOn: z.string().nullable(), state: z.enum(CLAIM_STATES), ...answered },
    }),
  ),
});
const whole = { 200: sheet };

function links(api: Api): void {
  api.get(
    '/partners/:id/links',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Secret links to pages of a partner: those that open first',
        params: idParam,
        response: { 200: listOf(linkSchema) },
      },
    },
    async ({ ctx, params }) => ({ data: await listLinks(ctx, params.id), next: null }),
  );
  api.post(
    '/partners/:id/links',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Make a link to a page of a partner, for one agreement or for all',
        params: idParam,
        body: linkInput,
        response: { 201: sheet },
      },
    },
    async ({ ctx, params, body }, reply) =>
      sendVersioned(reply.code(201), await getLink(ctx, await makeLink(ctx, params.id, body))),
  );
  api.get(
    '/partner-pages',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Pages of all partners that open or on which something waits: what waits first',
        querystring: z.object(pageQuery),
        response: {
          200: listOf(
            z.object({
              ...{ id: z.number(), partnerId: z.number(), partner: z.string(), agreement: z.string().nullable() },
              ...{ whole: z.boolean(), waiting: z.number(), openedOn: z.string().nullable(), isOver: z.boolean() },
            }),
          ),
        },
      },
    },
    async ({ ctx, query }) => listPages(ctx, query),
  );
  api.get(
    '/partner-links/:id',
    {
      config: { access },
      schema: { tags, summary: 'A link with all that was left by it', params: idParam, response: whole },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await getLink(ctx, params.id)),
  );
  api.put(
    '/partner-links/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Change what a page shows and takes',
        params: idParam,
        body: sectionsInput,
        response: whole,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await changeLink(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await getLink(ctx, params.id));
    },
  );
  const moves: Record<string, { does: (ctx: Ctx, id: number, version: number) => Promise<void>; says: string }> = {
    renew: { does: renewLink, says: 'Give a page another address; the old one opens nothing any more' },
    end: { does: endLink, says: 'Close a page for good' },
  };
  for (const [name, { does, says }] of Object.entries(moves)) {
    api.post(
      `/partner-links/:id/${name}`,
      { config: { access, ifMatch: true }, schema: { tags, summary: says, params: idParam, response: whole } },
      async (request, reply) => {
        const { ctx, params } = request;
        await does(ctx, params.id, expectedVersion(request));
        return sendVersioned(reply, await getLink(ctx, params.id));
      },
    );
  }
  api.post(
    '/partner-links/:id/send',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Send a link by e-mail to somebody of the partner, or to the organisation',
        params: idParam,
        body: sendInput,
        response: whole,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await sendLink(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await getLink(ctx, params.id));
    },
  );
}

function messages(api: Api): void {
  api.post(
    '/partner-links/:id/messages',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Write to a partner on their page; what they wrote so far is seen to',
        params: idParam,
        body: pageMessage,
        response: { 201: sheet },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await writeToPartner(ctx, params.id, body);
      return sendVersioned(reply.code(201), await getLink(ctx, params.id));
    },
  );
  api.post(
    '/partner-links/:id/mark-seen',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Say that what a partner wrote so far needs no answer',
        params: idParam,
        response: gone,
      },
    },
    async ({ ctx, params }, reply) => {
      await seeMessages(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
}

function answers(api: Api, { storage }: Pick<Services, 'storage'>): void {
  const yes: Record<
    string,
    { does: (ctx: Ctx, id: number, input: { version: number; answer: string }) => Promise<unknown>; says: string }
  > = {
    'partner-files/:id/accept': { does: acceptFile, says: 'Keep a document that a partner left' },
    'partner-claims/:id/confirm': {
      does: confirmClaim,
      says: 'Confirm that a partner kept an obligation, as of today',
    },
  };
  const no: typeof yes = {
    'partner-files/:id/refuse': {
      does: async (ctx, id, input) => removeFile(ctx, storage, id, input),
      says: 'Remove a document from the disk, and say why',
    },
    'partner-claims/:id/refuse': { does: declineClaim, says: 'Say why an obligation is not kept yet' },
    'partner-named-persons/:id/refuse': { does: declineNamed, says: 'Do not take somebody in, and say why' },
  };
  for (const [path, { does, says }] of Object.entries(yes)) {
    api.post(
      `/${path}`,
      {
        config: { access, ifMatch: true },
        schema: { tags, summary: says, params: idParam, body: answerWords, response: gone },
      },
      async (request, reply) => {
        const { ctx, params, body } = request;
        await does(ctx, params.id, { ...body, version: expectedVersion(request) });
        return reply.code(204).send(null);
      },
    );
  }
  for (const [path, { does, says }] of Object.entries(no)) {
    api.post(
      `/${path}`,
      {
        config: { access, ifMatch: true },
        schema: { tags, summary: says, params: idParam, body: refusalWords, response: gone },
      },
      async (request, reply) => {
        const { ctx, params, body } = request;
        await does(ctx, params.id, { ...body, version: expectedVersion(request) });
        return reply.code(204).send(null);
      },
    );
  }
  api.post(
    '/partner-named-persons/:id/accept',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Take somebody in whom a partner named',
        params: idParam,
        response: { 201: z.object({ personId: z.number() }) },
      },
    },
    async (request, reply) => {
      const personId = await acceptNamed(request.ctx, request.params.id, expectedVersion(request));
      return reply.code(201).send({ personId });
    },
  );
  api.get(
    '/partner-files/:id/file',
    { config: { access, gives: PAGE_TYPES }, schema: { tags, summary: 'A document as it came', params: idParam } },
    async ({ ctx, params }, reply) => {
      const { fileName, mediaType, stream } = await openPageFile(ctx, storage, params.id);
      void reply.type(mediaType).header('content-disposition', `attachment; filename="${fileName}"`);
      return reply.send(stream);
    },
  );
}

/** Pages of partners by link, for staff. */
export function pageRoutes(api: Api, services: Pick<Services, 'storage'>): void {
  links(api);
  messages(api);
  answers(api, services);
}
