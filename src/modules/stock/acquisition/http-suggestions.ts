import { z } from 'zod';
import { libraryName } from '#modules/ground/libraries';
import { idParam, isoInstant, listOf, pageQuery, type Api } from '#platform/requests/http';
import { completeSuggestion, voteForSuggestion, withdrawVote } from './change-suggestion.ts';
import { DECISIONS, SUGGESTION_STATUSES } from './client.ts';
import { decideSuggestion } from './decide-suggestion.ts';
import { completionInput, suggestionInput } from './schema.ts';
import { suggestTitle } from './suggest-title.ts';
import {
  getOwnSuggestion,
  getSuggestionForStaff,
  listOwnSuggestions,
  listSuggestions,
  listSuggestionsForStaff,
} from './view-suggestions.ts';

const tags = ['suggestions'];
const done = { 204: z.null() };
const suggestionBody = z.object({
  id: z.number(),
  title: z.string().nullable().describe('null = only the ISBN is known yet'),
  author: z.string().nullable(),
  publisher: z.string().nullable(),
  year: z.number().nullable(),
  isbn: z.string().nullable(),
  status: z.enum(SUGGESTION_STATUSES),
  votes: z.number().describe('how many readers want it'),
  createdAt: isoInstant,
  decidedAt: isoInstant.nullable(),
  reason: z.string().nullable().describe('the answer in words'),
  bibId: z.number().nullable().describe('the record, where the library has it'),
  version: z.number(),
});
const readerBody = suggestionBody.extend({ own: z.boolean(), voted: z.boolean() });
const staffBody = suggestionBody.extend({
  library: libraryName,
  note: z.string().nullable(),
  decidedBy: z.string().nullable(),
});

/** Suggestions of readers, their votes, and the library's answers. */
export function suggestionRoutes(api: Api): void {
  ofReaders(api);
  ofStaff(api);
}

function ofReaders(api: Api): void {
  api.get(
    '/suggestions',
    {
      config: { access: 'member' },
      schema: {
        tags,
        summary: 'What readers may vote for, most wanted first; nobody’s name is in it',
        querystring: z.object(pageQuery),
        response: { 200: listOf(readerBody) },
      },
    },
    async ({ ctx, query }) => listSuggestions(ctx, query),
  );
  api.get(
    '/suggestions/own',
    {
      config: { access: 'member' },
      schema: { tags, summary: 'What the reader asked or voted for', response: { 200: listOf(readerBody) } },
    },
    async ({ ctx }) => ({ data: await listOwnSuggestions(ctx), next: null }),
  );
  api.post(
    '/suggestions',
    {
      config: { access: 'member' },
      schema: {
        tags,
        summary: 'Suggest a title, or only an ISBN; what is suggested already gets a vote (200)',
        body: suggestionInput,
        response: { 200: readerBody, 201: readerBody },
      },
    },
    async ({ ctx, body }, reply) => {
      const { id, joined } = await suggestTitle(ctx, body);
      return reply.code(joined ? 200 : 201).send(await getOwnSuggestion(ctx, id));
    },
  );
  api.patch(
    '/suggestions/:id',
    {
      config: { access: 'member' },
      schema: {
        tags,
        summary: 'Say more about an own suggestion',
        params: idParam,
        body: completionInput,
        response: { 200: readerBody },
      },
    },
    async ({ ctx, params, body }) => {
      await completeSuggestion(ctx, params.id, body);
      return getOwnSuggestion(ctx, params.id);
    },
  );
  api.put(
    '/suggestions/:id/vote',
    { config: { access: 'member' }, schema: { tags, summary: 'Vote for it', params: idParam, response: done } },
    async ({ ctx, params }, reply) => {
      await voteForSuggestion(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/suggestions/:id/vote',
    {
      config: { access: 'member' },
      schema: {
        tags,
        summary: 'Take the vote back; a suggestion that nobody else wants goes with it',
        params: idParam,
        response: done,
      },
    },
    async ({ ctx, params }, reply) => {
      await withdrawVote(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
}

function ofStaff(api: Api): void {
  api.get(
    '/suggestions/queue',
    {
      config: { access: { may: 'suggestions.decide' } },
      schema: {
        tags,
        summary: 'Suggestions of the libraries where one decides, most wanted first',
        querystring: z.object({ status: z.enum(SUGGESTION_STATUSES).default('open'), ...pageQuery }),
        response: { 200: listOf(staffBody) },
      },
    },
    async ({ ctx, query: { status, ...page } }) => listSuggestionsForStaff(ctx, { statuses: [status], ...page }),
  );
  api.get(
    '/suggestions/queue/:id',
    {
      config: { access: { may: 'suggestions.decide' } },
      schema: { tags, summary: 'One of them', params: idParam, response: { 200: staffBody } },
    },
    async ({ ctx, params }) => getSuggestionForStaff(ctx, params.id),
  );
  api.post(
    '/suggestions/:id/decide',
    {
      config: { access: { may: 'suggestions.decide' } },
      schema: {
        tags,
        summary: 'Answer a suggestion; everybody who wants it is told',
        params: idParam,
        body: z.object({
          decision: z.enum(DECISIONS),
          reason: z.string().max(500),
          bibId: z.number().int().positive().nullable().optional().describe('the record; needed for “owned”'),
          version: z.number().int().min(1).describe('as it was read'),
        }),
        response: { 200: staffBody },
      },
    },
    async ({ ctx, params, body: { bibId = null, ...body } }) => {
      await decideSuggestion(ctx, { ...params, ...body, bibId });
      return getSuggestionForStaff(ctx, params.id);
    },
  );
}
