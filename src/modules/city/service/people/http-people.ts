import { z } from 'zod';
import { libraryName, libraryRef, nameLibraries, resolveLibraryId } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { isoInstant, listOf, pageQuery, type Api } from '#platform/requests/http';
import type { Services } from '#platform/services';
import {
  ABOUT_KINDS,
  CONTACT_KINDS,
  LAW_UNITS,
  PERSON_VIAS,
  RATINGS,
  TICKET_KINDS,
  TICKET_STATES,
  TICKET_STEPS,
  TICKET_TEXT_LENGTH,
  type FollowedTicket,
} from '../client.ts';
import { pageChanges } from '../list-changes.ts';
import { followTicket, openOwnFile, pageOwnTickets } from './follow-ticket.ts';
import type { OwnKey } from './find-own.ts';
import { sendTicket, ticketForm } from './send-ticket.ts';
import { rateByLink, rateTicket } from './rate-ticket.ts';
import { reopenByPerson, writeAgain } from './write-again.ts';

const text = z.string().min(1).max(TICKET_TEXT_LENGTH);
export const fileSchema = z.object({ id: z.number(), mediaType: z.string(), sizeBytes: z.number() });
export const aboutSchema = z.object({
  kind: z.enum(ABOUT_KINDS),
  ref: z.string().describe('the id of it, or the address of a page'),
  label: z.string().describe('as it was called when the ticket was sent'),
});
/** The same as it is sent. */
export const aboutBody = z.strictObject({
  kind: z.enum(ABOUT_KINDS),
  ref: z.string().min(1).max(200).describe('the id of it, or the address of a page'),
});
const clockSchema = z.object({
  state: z.enum(['running', 'paused', 'late', 'met', 'missed']),
  targetDays: z.number().describe('what is promised, in working days'),
  targetMinutes: z.number().describe('the same in minutes of working time'),
  usedMinutes: z.number(),
  leftMinutes: z.number().describe('below zero: late'),
  dueAt: isoInstant.nullable().describe('null: it stands still, or the library does not open again'),
  parts: z.array(z.object({ date: z.string(), minutes: z.number() })).describe('out of which days the time is made'),
});
const lawSchema = z.object({
  days: z.number(),
  unit: z.enum(LAW_UNITS),
  source: z.string().describe('the rule'),
  dueAt: isoInstant.nullable(),
  state: z.enum(['running', 'late', 'met', 'missed']),
});
export const clocksSchema = z.object({
  first: clockSchema.nullable().describe('the first answer'),
  solve: clockSchema.nullable().describe('the solution; null: none is promised'),
  law: lawSchema.nullable().describe('what the law allows until the solution; null: no rule was entered'),
  hoursOf: z.enum(['own', 'main', 'assumed']).describe('whose opening hours count'),
});

const followedSchema = z.object({
  number: z.string(),
  kind: z.enum(TICKET_KINDS),
  state: z.enum(TICKET_STATES),
  title: z.string(),
  library: libraryName,
  about: aboutSchema.nullable(),
  contactKind: z.enum(CONTACT_KINDS),
  createdAt: isoInstant,
  messages: z.array(
    z.object({
      id: z.number(),
      byPerson: z.boolean(),
      staffName: z.string(),
      text: z.string(),
      writtenAt: isoInstant,
      files: z.array(fileSchema),
    }),
  ),
  steps: z.array(z.object({ at: isoInstant, what: z.enum(TICKET_STEPS), detail: z.string() })),
  clocks: clocksSchema,
  closesAt: isoInstant.nullable(),
  isMerged: z.boolean().describe('answered together with others that say the same'),
  changeText: z.string().describe('what changed because of it'),
  handedTo: z.string(),
  handedNumber: z.string(),
  rating: z.enum(RATINGS).nullable(),
  ratingWords: z.string(),
  mayWrite: z.boolean(),
  mayRate: z.boolean(),
  mayReopen: z.boolean(),
  parts: z.array(z.object({ number: z.string(), title: z.string(), state: z.enum(TICKET_STATES) })),
});
const ownSchema = z.object({
  number: z.string(),
  kind: z.enum(TICKET_KINDS),
  state: z.enum(TICKET_STATES),
  title: z.string(),
  createdAt: isoInstant,
  waitsForMe: z.boolean(),
});

const shown = async (ctx: Ctx, { library, ...ticket }: FollowedTicket) => ({
  ...ticket,
  library: (await nameLibraries(ctx))(library.id),
});

const byCode = z.object({ code: z.string().min(1).max(100) });
const ofPart = { number: z.string().max(40).optional().describe('of a part that was made of it') };
const byNumber = z.object({ number: z.string().min(1).max(40) });
const messageBody = z.strictObject({ text, ...ofPart });
const ratingBody = z.strictObject({ rating: z.enum(RATINGS), words: z.string().max(1000).default(''), ...ofPart });
const ownMessageBody = z.strictObject({ text });
const ownRatingBody = z.strictObject({ rating: z.enum(RATINGS), words: z.string().max(1000).default('') });
const tags = ['tickets'];
type Needs = Pick<Services, 'secrets' | 'storage'>;

/** What people send, and how they follow it: by a secret code or by their account. */
export function peopleRoutes(api: Api, needs: Needs): void {
  sending(api, needs);
  following(api, needs);
  byLink(api);
  ofMembers(api, needs);
}

function sending(api: Api, needs: Needs): void {
  api.post(
    '/ticket-forms',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'A form of one’s own: its token, and the riddle that shows that no machine fills it in',
        response: { 201: z.object({ token: z.string(), challenge: z.looseObject({}) }) },
      },
    },
    async ({ ctx }, reply) => {
      const { token, challenge } = await ticketForm(ctx, needs.secrets);
      return reply.code(201).send({ token, challenge: { ...challenge } });
    },
  );
  api.post(
    '/tickets',
    {
      config: { access: 'public', nameless: true },
      schema: {
        tags,
        summary: 'Ask, complain, suggest or praise; the same form sent twice is one ticket',
        description: 'Without a contact nothing is kept of who sent it, and the code is the only way back to it.',
        body: z.strictObject({
          token: z.string().min(20).max(60).describe('of the form'),
          proof: z.string().max(5000).default('').describe('the solved riddle; without it fewer are taken'),
          kind: z.enum(TICKET_KINDS),
          text,
          library: libraryRef.nullable().default(null).describe('null: the main library answers'),
          about: aboutBody.nullable().default(null),
          contactKind: z.enum(CONTACT_KINDS).describe('account: of the member who is signed in'),
          contact: z.string().max(254).default('').describe('the e-mail address or telephone number'),
          contactName: z.string().max(100).default(''),
          via: z.enum(PERSON_VIAS).default('site'),
        }),
        response: { 201: z.object({ number: z.string(), code: z.string().describe('secret: shown this once') }) },
      },
    },
    async ({ ctx, body: { library, ...input }, ip }, reply) => {
      const libraryId = await resolveLibraryId(ctx, library);
      return reply.code(201).send(await sendTicket(ctx, needs, { ...input, libraryId, ip }));
    },
  );
  api.get(
    '/service-changes',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'What changed because somebody wrote, as far as it is published',
        querystring: z.object(pageQuery),
        response: {
          200: listOf(
            z.object({ kind: z.enum(TICKET_KINDS), text: z.string(), placeName: z.string(), changedAt: isoInstant }),
          ),
        },
      },
    },
    async ({ ctx, query }) => {
      const { data: changes, next } = await pageChanges(ctx, query);
      const data = changes.map(({ libraryName: placeName, kind, text: said, changedAt }) => ({
        ...{ kind, text: said, placeName, changedAt },
      }));
      return { data, next };
    },
  );
}

function following(api: Api, needs: Needs): void {
  const access = { secret: 'the code of the ticket' } as const;
  const none = { 204: z.null() };
  const keyOf = (params: { code: string }, number: string | undefined, ip: string): OwnKey => ({
    ...{ code: params.code, number, ip },
  });
  api.get(
    '/ticket-codes/:code',
    {
      config: { access },
      schema: {
        tags,
        summary: 'What became of a ticket, for whoever has its code',
        params: byCode,
        querystring: z.object(ofPart),
        response: { 200: followedSchema },
      },
    },
    async ({ ctx, params, query, ip }) => shown(ctx, await followTicket(ctx, keyOf(params, query.number, ip))),
  );
  api.post(
    '/ticket-codes/:code/messages',
    {
      config: { access, nameless: true },
      schema: { tags, summary: 'Add something to it', params: byCode, body: messageBody, response: none },
    },
    async ({ ctx, params, body: { number, ...said }, ip }, reply) => {
      await writeAgain(ctx, needs, { ...said, ...keyOf(params, number, ip) });
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/ticket-codes/:code/reopen',
    {
      config: { access, nameless: true },
      schema: { tags, summary: 'It is not solved: open it again', params: byCode, body: messageBody, response: none },
    },
    async ({ ctx, params, body: { number, ...said }, ip }, reply) => {
      await reopenByPerson(ctx, needs, { ...said, ...keyOf(params, number, ip) });
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/ticket-codes/:code/ratings',
    {
      config: { access, nameless: true },
      schema: { tags, summary: 'Whether it helped, once', params: byCode, body: ratingBody, response: none },
    },
    async ({ ctx, params, body: { number, ...said }, ip }, reply) => {
      await rateTicket(ctx, { ...said, ...keyOf(params, number, ip) });
      return reply.code(204).send(null);
    },
  );
  api.get(
    '/ticket-codes/:code/files/:file',
    {
      config: { access, gives: ['image/webp', 'application/pdf'] },
      schema: {
        tags,
        summary: 'A file of a message of it',
        params: byCode.extend({ file: z.coerce.number().int().positive() }),
        querystring: z.object(ofPart),
      },
    },
    async ({ ctx, params, query, ip }, reply) => {
      const key = keyOf(params, query.number, ip);
      const { mediaType, stream } = await openOwnFile(ctx, needs, { ...key, fileId: params.file });
      return reply.type(mediaType).header('content-security-policy', "default-src 'none'; sandbox").send(stream);
    },
  );
}

function byLink(api: Api): void {
  api.post(
    '/ticket-links/:key/ratings',
    {
      config: { access: { secret: 'the key of the link' }, nameless: true },
      schema: {
        tags,
        summary: 'The same by the link of a message, for who has no code',
        params: z.object({ key: z.uuid() }),
        body: ownRatingBody,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await rateByLink(ctx, params.key, body);
      return reply.code(204).send(null);
    },
  );
}

function ofMembers(api: Api, needs: Needs): void {
  const config = { access: 'member' } as const;
  const none = { 204: z.null() };
  api.get(
    '/me/tickets',
    {
      config,
      schema: {
        tags,
        summary: 'What the member sent with their account',
        querystring: z.object(pageQuery),
        response: { 200: listOf(ownSchema) },
      },
    },
    async ({ ctx, query }) => pageOwnTickets(ctx, query),
  );
  api.get(
    '/me/tickets/:number',
    { config, schema: { tags, summary: 'One of them', params: byNumber, response: { 200: followedSchema } } },
    async ({ ctx, params }) => shown(ctx, await followTicket(ctx, params)),
  );
  api.post(
    '/me/tickets/:number/messages',
    {
      config,
      schema: { tags, summary: 'Add something to it', params: byNumber, body: ownMessageBody, response: none },
    },
    async ({ ctx, params, body }, reply) => {
      await writeAgain(ctx, needs, { ...body, ...params });
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/me/tickets/:number/reopen',
    {
      config,
      schema: {
        ...{ tags, summary: 'It is not solved: open it again', params: byNumber, body: ownMessageBody },
        response: none,
      },
    },
    async ({ ctx, params, body }, reply) => {
      await reopenByPerson(ctx, needs, { ...body, ...params });
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/me/tickets/:number/ratings',
    {
      config,
      schema: { tags, summary: 'Whether it helped, once', params: byNumber, body: ownRatingBody, response: none },
    },
    async ({ ctx, params, body }, reply) => {
      await rateTicket(ctx, { ...body, ...params });
      return reply.code(204).send(null);
    },
  );
}
