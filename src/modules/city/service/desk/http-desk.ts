import { z } from 'zod';
import { libraryRef, nameLibraries, resolveLibrary, resolveLibraryId } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import {
  expectedVersion,
  idParam,
  isoInstant,
  listOf,
  pageQuery,
  sendVersioned,
  type Api,
} from '#platform/requests/http';
import type { Services } from '#platform/services';
import { CONTACT_KINDS, TICKET_KINDS, TICKET_TEXT_LENGTH } from '../client.ts';
import { aboutBody } from '../people/http-people.ts';
import { ANSWER_OUTCOMES } from '../rules/states.ts';
import { answerTicket, handOver, noteOnTicket, reopenTicket } from './answer-ticket.ts';
import { countQueue, listTickets } from './list-tickets.ts';
import { noteSenderCalled, openTicketFile, sendersToCall, viewTicket, type TicketDetail } from './view-ticket.ts';
import { changeKind, moveToLibrary } from './share-work.ts';
import { detailSchema, lineSchema } from './ticket-shapes.ts';
import { writeDown } from './write-down.ts';

/** A ticket as staff are told of it. Throws as {@link viewTicket}. */
async function shownTicket(ctx: Ctx, id: number): Promise<z.output<typeof detailSchema>> {
  const ticket: TicketDetail = await viewTicket(ctx, id);
  const { libraryId, aboutKind, aboutRef, aboutLabel } = ticket;
  const about = aboutKind && { kind: aboutKind, ref: aboutRef, label: aboutLabel };
  return { ...ticket, about, library: (await nameLibraries(ctx))(libraryId) };
}

const text = z.string().min(1).max(TICKET_TEXT_LENGTH);
const tags = ['tickets'];
export const access = { may: ['enquiries.answer', 'complaints.answer'] } as const;
type Needs = Pick<Services, 'storage' | 'config' | 'notices'>;

/** The queue of staff, and what they answer. */
export function deskRoutes(api: Api, needs: Needs): void {
  queue(api);
  answering(api);
  telling(api, needs);
}

function queue(api: Api): void {
  const which = {
    queue: z.enum(['enquiries', 'complaints']),
    kind: z.enum(TICKET_KINDS).optional(),
    library: libraryRef.optional(),
    tag: z.string().max(40).optional(),
  };
  api.get(
    '/tickets',
    {
      config: { access },
      schema: {
        tags,
        summary: 'A queue, where the account may answer it: what falls due first, or of what is done the latest first',
        querystring: z.object({
          ...which,
          tab: z.enum(['needs_answer', 'waiting', 'mine', 'done']).default('needs_answer'),
          ...pageQuery,
        }),
        response: { 200: listOf(lineSchema) },
      },
    },
    async ({ ctx, query: { library, cursor, limit, ...asked } }) => {
      const libraryId = (await resolveLibraryId(ctx, library)) ?? undefined;
      const { data, next } = await listTickets(ctx, { ...asked, libraryId }, { cursor, limit });
      const named = await nameLibraries(ctx);
      return { next, data: data.map((line) => ({ ...line, library: named(line.libraryId) })) };
    },
  );
  api.get(
    '/ticket-counts',
    {
      config: { access },
      schema: {
        tags,
        summary: 'How much stands in each part of a queue, and by which words its tickets are tagged',
        querystring: z.object(which),
        response: {
          200: z.object({
            counts: z.object({ needs_answer: z.number(), waiting: z.number(), mine: z.number() }),
            tags: z.array(z.string()),
          }),
        },
      },
    },
    async ({ ctx, query: { library, ...asked } }) => {
      const libraryId = (await resolveLibraryId(ctx, library)) ?? undefined;
      return countQueue(ctx, { ...asked, libraryId });
    },
  );
  api.get(
    '/tickets/:id',
    {
      config: { access },
      schema: { tags, summary: 'One of them, with its clocks', params: idParam, response: { 200: detailSchema } },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await shownTicket(ctx, params.id)),
  );
  api.post(
    '/desk-tickets',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Write down what somebody says at a desk or by telephone',
        body: z.strictObject({
          kind: z.enum(TICKET_KINDS),
          text,
          library: libraryRef,
          about: aboutBody.nullable().default(null),
          contactKind: z.enum(CONTACT_KINDS),
          contact: z.string().max(254).default(''),
          contactName: z.string().max(100).default(''),
          memberNumber: z.string().max(40).default('').describe('for the contact `account`'),
          language: z
            .enum(['id', 'en'])
            .optional()
            .describe('in which the person is answered; left out: that of whoever writes it down'),
        }),
        response: {
          201: z.object({ id: z.number(), number: z.string(), code: z.string().describe('secret: shown this once') }),
        },
      },
    },
    async ({ ctx, body: { library, ...input } }, reply) => {
      const { id: libraryId } = await resolveLibrary(ctx, library);
      return reply.code(201).send(await writeDown(ctx, { ...input, libraryId }));
    },
  );
}

function answering(api: Api): void {
  api.post(
    '/tickets/:id/answer',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Answer and resolve, or answer and wait for the person; whoever sent it is told',
        params: idParam,
        body: z.strictObject({
          text,
          outcome: z.enum(ANSWER_OUTCOMES),
          changeText: z.string().max(500).default('').describe('what changed because of it'),
          changePublic: z.boolean().default(false).describe('everybody is told what changed'),
        }),
        response: { 200: detailSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await answerTicket(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await shownTicket(ctx, params.id));
    },
  );
  api.post(
    '/tickets/:id/hand-over',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Hand it over to another agency, with its number there; whoever sent it is told',
        params: idParam,
        body: z.strictObject({ to: z.string().min(1).max(150), number: z.string().max(60).default(''), text }),
        response: { 200: detailSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await handOver(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await shownTicket(ctx, params.id));
    },
  );
  api.post(
    '/tickets/:id/notes',
    {
      config: { access },
      schema: {
        tags,
        summary: 'An internal note, for colleagues alone',
        params: idParam,
        body: z.strictObject({ text }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await noteOnTicket(ctx, params.id, body);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/tickets/:id/reopen',
    {
      config: { access },
      schema: { tags, summary: 'Open it again', params: idParam, response: { 200: detailSchema } },
    },
    async ({ ctx, params }, reply) => {
      await reopenTicket(ctx, params.id);
      return sendVersioned(reply, await shownTicket(ctx, params.id));
    },
  );
  api.patch(
    '/tickets/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'File it under another kind',
        params: idParam,
        body: z.strictObject({ kind: z.enum(TICKET_KINDS) }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await changeKind(ctx, params.id, body.kind);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/tickets/:id/move',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Another library of the network answers it',
        params: idParam,
        body: z.strictObject({ library: libraryRef }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const { id: libraryId } = await resolveLibrary(ctx, body.library);
      await moveToLibrary(ctx, params.id, libraryId);
      return reply.code(204).send(null);
    },
  );
}

function telling(api: Api, needs: Needs): void {
  api.get(
    '/ticket-files/:id/file',
    {
      config: { access, gives: ['image/webp', 'application/pdf'] },
      schema: { tags, summary: 'A file of a message, for who may answer its ticket', params: idParam },
    },
    async ({ ctx, params }, reply) => {
      const { mediaType, stream } = await openTicketFile(ctx, needs, params.id);
      return reply.type(mediaType).header('content-security-policy', "default-src 'none'; sandbox").send(stream);
    },
  );
  api.get(
    '/tickets/:id/calls',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Answers that did not go out by themselves: somebody tells them',
        params: idParam,
        response: {
          200: listOf(
            z.object({
              id: z.number(),
              name: z.string(),
              phone: z.string().nullable(),
              email: z.string().nullable(),
              text: z.string(),
              since: isoInstant,
            }),
          ),
        },
      },
    },
    async ({ ctx, params }) => ({ data: await sendersToCall(ctx, needs, params.id), next: null }),
  );
  api.post(
    '/tickets/:id/calls/:call/mark-told',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Write down that somebody told it',
        params: idParam.extend({ call: idParam.shape.id }),
        response: { 200: z.object({ noted: z.boolean().describe('false: somebody has done it already') }) },
      },
    },
    async ({ ctx, params }) => ({ noted: await noteSenderCalled(ctx, params.id, params.call) }),
  );
}
