import { z } from 'zod';
import { IKM_ELEMENTS } from '#modules/community/questionnaires/client';
import { expectedVersion, idParam, listOf, type Api } from '#platform/requests/http';
import { LAW_UNITS, TICKET_KINDS, TICKET_TEXT_LENGTH } from '../client.ts';
import { listTargets } from '../working-hours.ts';
import { listCannedAnswers, removeCannedAnswer, saveCannedAnswer } from './edit-canned.ts';
import { access } from './http-desk.ts';
import { linkTickets, mergeTickets, unlinkTickets } from './join-tickets.ts';
import { passOnPraise } from './pass-on.ts';
import { setElement } from './set-element.ts';
import { setTarget } from './set-target.ts';
import { handTicket, tagTicket, takeTicket, watchTicket } from './share-work.ts';
import { splitTicket } from './split-ticket.ts';
import { withdrawChange } from './withdraw-change.ts';

const tags = ['tickets'];
const none = { 204: z.null() };
const other = z.strictObject({ number: z.string().min(1).max(40).describe('of the other ticket') });

/** How staff share their work: who holds what, what belongs together, answers for many, and what is promised. */
export function workRoutes(api: Api): void {
  sharing(api);
  joining(api);
  publicChange(api);
  element(api);
  praise(api);
  settings(api);
}

function sharing(api: Api): void {
  const config = { access };
  api.post(
    '/tickets/:id/claim',
    { config, schema: { tags, summary: 'Hold it oneself', params: idParam, response: none } },
    async ({ ctx, params }, reply) => {
      await takeTicket(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/tickets/:id/hand',
    {
      config,
      schema: {
        tags,
        summary: 'Hand it to a colleague, who is told',
        params: idParam,
        body: z.strictObject({ accountId: z.int().positive() }),
        response: none,
      },
    },
    async ({ ctx, params, body }, reply) => {
      await handTicket(ctx, params.id, body.accountId);
      return reply.code(204).send(null);
    },
  );
  api.put(
    '/tickets/:id/watch',
    {
      config,
      schema: {
        tags,
        summary: 'Be told of what becomes of it, or no longer',
        params: idParam,
        body: z.strictObject({ watches: z.boolean() }),
        response: none,
      },
    },
    async ({ ctx, params, body }, reply) => {
      await watchTicket(ctx, params.id, body.watches);
      return reply.code(204).send(null);
    },
  );
  api.put(
    '/tickets/:id/tags',
    {
      config,
      schema: {
        tags,
        summary: 'The words by which staff find it again',
        params: idParam,
        body: z.strictObject({ tags: z.array(z.string().min(1).max(40)).max(10) }),
        response: none,
      },
    },
    async ({ ctx, params, body }, reply) => {
      await tagTicket(ctx, params.id, body.tags);
      return reply.code(204).send(null);
    },
  );
}

function element(api: Api): void {
  api.put(
    '/tickets/:id/element',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Which element of the satisfaction survey it concerns; it is in no score',
        params: idParam,
        body: z.strictObject({ element: z.enum(IKM_ELEMENTS).nullable() }),
        response: none,
      },
    },
    async ({ ctx, params, body }, reply) => {
      await setElement(ctx, params.id, body.element);
      return reply.code(204).send(null);
    },
  );
}

function praise(api: Api): void {
  api.post(
    '/tickets/:id/commendations',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Pass praise on to whoever earned it, by e-mail and without the name of its sender',
        params: idParam,
        body: z.strictObject({ accountId: z.int().positive() }),
        response: none,
      },
    },
    async ({ ctx, params, body }, reply) => {
      await passOnPraise(ctx, params.id, body.accountId);
      return reply.code(204).send(null);
    },
  );
}

function publicChange(api: Api): void {
  api.delete(
    '/tickets/:id/public-change',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Tell everybody no longer what changed because of it; its sender still reads it',
        params: idParam,
        response: none,
      },
    },
    async ({ ctx, params }, reply) => {
      await withdrawChange(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
}

function joining(api: Api): void {
  const config = { access };
  api.post(
    '/tickets/:id/merge',
    {
      config,
      schema: {
        tags,
        summary: 'Answer another one that says the same together with this one',
        params: idParam,
        body: other,
        response: none,
      },
    },
    async ({ ctx, params, body }, reply) => {
      await mergeTickets(ctx, params.id, body.number);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/tickets/:id/parts',
    {
      config,
      schema: {
        tags,
        summary: 'Make one of its own of a message; its sender follows both by the same code',
        params: idParam,
        body: z.strictObject({ messageId: z.int().positive(), kind: z.enum(TICKET_KINDS) }),
        response: { 201: z.object({ id: z.number(), number: z.string() }) },
      },
    },
    async ({ ctx, params, body }, reply) => reply.code(201).send(await splitTicket(ctx, params.id, body)),
  );
  api.post(
    '/tickets/:id/links',
    {
      config,
      schema: { tags, summary: 'It belongs together with another one', params: idParam, body: other, response: none },
    },
    async ({ ctx, params, body }, reply) => {
      await linkTickets(ctx, params.id, body.number);
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/tickets/:id/links/:number',
    {
      config,
      schema: {
        tags,
        summary: 'Take that back',
        params: idParam.extend({ number: z.string().min(1).max(40) }),
        response: none,
      },
    },
    async ({ ctx, params }, reply) => {
      await unlinkTickets(ctx, params.id, params.number);
      return reply.code(204).send(null);
    },
  );
}

const cannedBody = z.strictObject({
  title: z.string().min(1).max(80),
  text: z
    .string()
    .min(1)
    .max(TICKET_TEXT_LENGTH)
    .describe('with {nama}, {nomor}, {perpustakaan} and {petugas}, which are filled in'),
  textEn: z.string().max(TICKET_TEXT_LENGTH).default('').describe('the same in English; empty: there is none'),
  kind: z.enum(TICKET_KINDS).nullable().default(null).describe('null: for all kinds'),
});
const cannedSchema = z.object({
  id: z.number(),
  title: z.string(),
  text: z.string(),
  textEn: z.string(),
  kind: z.enum(TICKET_KINDS).nullable(),
  version: z.number(),
});
const targetSchema = z.object({
  kind: z.enum(TICKET_KINDS),
  firstDays: z.number().describe('working days until the first answer'),
  solveDays: z.number().nullable().describe('working days until the solution; null: none is promised'),
  source: z.string().describe('the rule behind it'),
  lawDays: z.number().nullable().describe('what that rule allows until the solution'),
  lawUnit: z.enum(LAW_UNITS),
});

function settings(api: Api): void {
  const manages = { may: 'settings.manage', network: true } as const;
  api.get(
    '/canned-answers',
    { config: { access }, schema: { tags, summary: 'Answers for many', response: { 200: listOf(cannedSchema) } } },
    async ({ ctx }) => ({ data: await listCannedAnswers(ctx), next: null }),
  );
  api.post(
    '/canned-answers',
    {
      config: { access: manages },
      schema: { tags, summary: 'Write one', body: cannedBody, response: { 201: z.object({ id: z.number() }) } },
    },
    async ({ ctx, body }, reply) => reply.code(201).send({ id: await saveCannedAnswer(ctx, null, body) }),
  );
  api.put(
    '/canned-answers/:id',
    {
      config: { access: manages, ifMatch: true },
      schema: { tags, summary: 'Write it anew', params: idParam, body: cannedBody, response: none },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await saveCannedAnswer(ctx, { id: params.id, version: expectedVersion(request) }, body);
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/canned-answers/:id',
    { config: { access: manages }, schema: { tags, summary: 'Remove it', params: idParam, response: none } },
    async ({ ctx, params }, reply) => {
      await removeCannedAnswer(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
  api.get(
    '/service-targets',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'In how many working days what is sent is answered and solved',
        response: { 200: listOf(targetSchema) },
      },
    },
    async ({ ctx }) => ({ data: await listTargets(ctx), next: null }),
  );
  api.put(
    '/service-targets/:kind',
    {
      config: { access: manages },
      schema: {
        tags,
        summary: 'Promise other times for a kind',
        params: z.object({ kind: z.enum(TICKET_KINDS) }),
        body: z.strictObject({
          firstDays: z.int().min(1).max(60),
          solveDays: z.int().min(1).max(250).nullable(),
          source: z.string().max(200).default(''),
          lawDays: z.int().min(1).max(365).nullable().default(null),
          lawUnit: z.enum(LAW_UNITS).default('working'),
        }),
        response: none,
      },
    },
    async ({ ctx, params, body }, reply) => {
      await setTarget(ctx, { ...body, ...params });
      return reply.code(204).send(null);
    },
  );
}
