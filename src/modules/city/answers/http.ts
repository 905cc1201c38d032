import { z } from 'zod';
import type { Ctx } from '#platform/context';
import {
  expectedVersion,
  idParam,
  isoInstant,
  listOf,
  sendVersioned,
  type Api,
  type ApiModule,
} from '#platform/requests/http';
import type { Services } from '#platform/services';
import {
  changeEntry,
  checkEntry,
  deleteDraft,
  draftEntry,
  hideEntry,
  publishEntry,
  restoreEntry,
} from './edit-entry.ts';
import { getEntry, listEntries } from './list-entries.ts';
import { ANSWER_THEMES, ENTRY_STATES } from './rules/terms.ts';
import { entryInput, WORD_LENGTH } from './schema.ts';
import { searchAnswers } from './search-answers.ts';
import { viewAnswer } from './view-answers.ts';
import { voteOnAnswer } from './vote-on-answer.ts';

const tags = ['answers'];
const theme = z.enum(ANSWER_THEMES);
const votes = z
  .object({ yes: z.number(), no: z.number() })
  .nullable()
  .describe('of those whom it helped or not since it was checked; null while too few have said something');
const source = z.union([
  z.object({
    kind: z.literal('record'),
    bibId: z.number(),
    title: z.string(),
    holdings: z
      .object({
        available: z.number(),
        total: z.number(),
        shelves: z
          .array(z.object({ placeName: z.string(), callNumber: z.string().nullable(), available: z.number() }))
          .describe('of the libraries with most on the shelf'),
      })
      .nullable()
      .describe('where copies stand now; null = readers find the record no longer'),
  }),
  z.object({ kind: z.literal('web'), title: z.string(), url: z.string(), seenOn: z.string() }),
]);
const publicSchema = z.object({
  id: z.number(),
  question: z.string(),
  answer: z.string().describe('plain text; an empty line parts paragraphs'),
  language: z.enum(['id', 'en']),
  theme,
  checkedOn: z.string(),
  votes,
});
const entrySchema = z.object({
  id: z.number(),
  question: z.string(),
  answer: z.string(),
  questionEn: z.string(),
  answerEn: z.string(),
  theme,
  words: z.string().describe('other words by which it is found'),
  state: z.enum(ENTRY_STATES),
  checkedOn: z.string().nullable(),
  checkedBy: z.string(),
  createdBy: z.string(),
  changedAt: isoInstant,
  version: z.number(),
  why: z.enum(['never', 'old', 'voted_down']).nullable().describe('why it is to be checked again'),
  votes,
});
const wholeSchema = entrySchema.extend({
  sources: z.array(source),
  said: z.array(z.object({ helpful: z.boolean(), word: z.string(), votedAt: isoInstant })),
});

function ofEverybody(api: Api, services: Pick<Services, 'secrets'>): void {
  api.get(
    '/answers',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary:
          'Questions that are asked often, with their answers; where something is asked, those that fit, best first',
        querystring: z.object({ q: z.string().max(400).default(''), theme: theme.optional() }),
        response: { 200: listOf(publicSchema) },
      },
    },
    async ({ ctx, query, ip }) => ({
      data: await searchAnswers(ctx, services, { asked: query.q, theme: query.theme ?? null, ip }),
      next: null,
    }),
  );
  api.get(
    '/answers/:id',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'One of them, with its sources as they are now',
        params: idParam,
        response: { 200: publicSchema.extend({ sources: z.array(source) }) },
      },
    },
    async ({ ctx, params }) => viewAnswer(ctx, params.id),
  );
  api.post(
    '/answers/:id/votes',
    {
      config: { access: 'public', nameless: true },
      schema: {
        tags,
        summary: 'Say whether an answer helped; one a key, a later one takes the place of an earlier one',
        params: idParam,
        body: z.object({
          key: z.string().min(20).max(60).describe('random, kept by who votes; only its hash is kept here'),
          helpful: z.boolean(),
          word: z.string().max(WORD_LENGTH).default(''),
        }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body, ip }, reply) => {
      await voteOnAnswer(ctx, params.id, { ...body, ip });
      return reply.code(204).send(null);
    },
  );
}

function ofStaff(api: Api): void {
  const access = { may: 'answers.edit' } as const;
  api.get(
    '/help-entries',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Entries of a state, those that are to be checked again first',
        querystring: z.object({ state: z.enum(ENTRY_STATES).default('published') }),
        response: { 200: listOf(entrySchema) },
      },
    },
    async ({ ctx, query }) => ({ data: await listEntries(ctx, query.state), next: null }),
  );
  api.get(
    '/help-entries/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'An entry with its sources and what readers wrote about it',
        params: idParam,
        response: { 200: wholeSchema },
      },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await getEntry(ctx, params.id)),
  );
  api.post(
    '/help-entries',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Write a question with its answer, as a draft',
        body: entryInput,
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, body }, reply) => reply.code(201).send({ id: await draftEntry(ctx, body) }),
  );
  api.put(
    '/help-entries/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Change an entry; a published one counts as checked by that',
        params: idParam,
        body: entryInput,
        response: { 200: wholeSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await changeEntry(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await getEntry(ctx, params.id));
    },
  );
  api.delete(
    '/help-entries/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Delete an entry that was never shown',
        params: idParam,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await deleteDraft(request.ctx, request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
  const moves: Record<string, { does: (ctx: Ctx, id: number, version: number) => Promise<void>; says: string }> = {
    publish: { does: publishEntry, says: 'Show an entry to everybody, checked as of now' },
    check: { does: checkEntry, says: 'Say that a published answer is right as it stands' },
    hide: { does: hideEntry, says: 'Take an entry out of sight' },
    restore: { does: restoreEntry, says: 'Bring a hidden entry back as it was' },
  };
  for (const [name, { does, says }] of Object.entries(moves)) {
    api.post(
      `/help-entries/:id/${name}`,
      {
        config: { access, ifMatch: true },
        schema: { tags, summary: says, params: idParam, response: { 200: wholeSchema } },
      },
      async (request, reply) => {
        const { ctx, params } = request;
        await does(ctx, params.id, expectedVersion(request));
        return sendVersioned(reply, await getEntry(ctx, params.id));
      },
    );
  }
}

/** Questions and answers, for everybody and for those who write them. */
const answersApi: ApiModule = (api, services) => {
  ofEverybody(api, services);
  ofStaff(api);
};

/** Its routes. */
export const api: readonly ApiModule[] = [answersApi];
