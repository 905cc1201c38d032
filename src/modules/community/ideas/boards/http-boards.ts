import { z } from 'zod';
import { idText } from '#platform/requests/bounds';
import { cutPage, idParam, isoInstant, listOf, pageQuery, type Api } from '#platform/requests/http';
import { groupIdeas, mergeIdeas, unmergeIdeas } from './arrange-ideas.ts';
import { NAMINGS, PHASES } from '../client.ts';
import { commentOnIdea, removeComment } from './comment-on-idea.ts';
import { handOf, participants } from './http-hand.ts';
import { changeBoardTerms, listBrainstorms, movePhase, openBoard } from './lead-board.ts';
import { commentInput, ideaInput, phaseInput, themeInput, boardInput } from '../schema.ts';
import { viewBoard } from './view-board.ts';
import { takeVoteBack, voteForIdea } from './vote-for-idea.ts';
import { enterNotes, withdrawIdea, writeIdea } from './write-idea.ts';

const tags = ['ideas'];
const done = { 204: z.null() };
const made = { 201: z.object({ id: z.number() }) };
const card = z.object({
  id: z.number(),
  text: z.string(),
  theme: z.string().describe('empty = in no group'),
  source: z.enum(['named', 'anonymous', 'paper']),
  author: z.string().nullable().describe('only for those who take part'),
  library: z.string().nullable(),
  own: z.boolean(),
  voted: z.boolean(),
  votes: z.number(),
  merged: z.array(z.string()).describe('what the ideas said that were merged into it'),
  plans: z.number(),
  comments: z.array(z.object({ id: z.number(), text: z.string(), author: z.string().nullable() })),
});
const boardBody = listOf(card).extend({
  id: z.number(),
  code: z.string(),
  sessionId: z.number(),
  programId: z.number(),
  question: z.string(),
  phase: z.enum(PHASES),
  phaseEndsAt: z.string().nullable(),
  naming: z.enum(NAMINGS),
  votesEach: z.number(),
  votesLeft: z.number().nullable(),
  version: z.number(),
});
const session = z.object({
  sessionId: z.number(),
  sessionTitle: z.string(),
  startsAt: isoInstant,
  programTitle: z.string(),
  boardId: z.number().nullable(),
  phase: z.enum(PHASES).nullable(),
  ideas: z.number(),
});

/** The routes of boards: those of participants, and those of who leads. */
export function boardRoutes(api: Api): void {
  ofParticipants(api);
  ofCommenters(api);
  ofLeaders(api);
}

function ofParticipants(api: Api): void {
  api.get(
    '/ideas',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'The ideas of a board as the caller may see them; while all write silently only their own',
        querystring: z.object({ boardId: idText }),
        response: { 200: boardBody },
      },
    },
    async (request) => {
      const { board, now } = await viewBoard(request.ctx, request.query.boardId, handOf(request));
      const { question, phase, phaseEndsAt, naming, votesEach, votesLeft, version, cards } = now;
      const { id, code, sessionId, program } = board;
      const place = { id, code, sessionId, programId: program.id };
      return { ...place, question, phase, phaseEndsAt, naming, votesEach, votesLeft, version, data: cards, next: null };
    },
  );
  api.post(
    '/ideas',
    {
      config: { access: participants },
      schema: {
        tags,
        summary: 'Write an idea',
        body: ideaInput.extend({ boardId: z.number().int() }).strict(),
        response: made,
      },
    },
    async (request, reply) => {
      const { boardId, ...idea } = request.body;
      return reply.code(201).send({ id: await writeIdea(request.ctx, boardId, idea, handOf(request)) });
    },
  );
  api.delete(
    '/ideas/:id',
    {
      config: { access: participants },
      schema: { tags, summary: 'Take an idea off the board', params: idParam, response: done },
    },
    async (request, reply) => {
      await withdrawIdea(request.ctx, request.params.id, handOf(request));
      return reply.code(204).send(null);
    },
  );
  api.put(
    '/ideas/:id/vote',
    {
      config: { access: participants },
      schema: { tags, summary: 'Vote for an idea', params: idParam, response: done },
    },
    async (request, reply) => {
      await voteForIdea(request.ctx, request.params.id, handOf(request));
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/ideas/:id/vote',
    {
      config: { access: participants },
      schema: { tags, summary: 'Take the vote back', params: idParam, response: done },
    },
    async (request, reply) => {
      await takeVoteBack(request.ctx, request.params.id, handOf(request));
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/ideas/:id/comments',
    {
      config: { access: participants },
      schema: { tags, summary: 'Comment on an idea', params: idParam, body: commentInput.strict(), response: made },
    },
    async (request, reply) => {
      const id = await commentOnIdea(request.ctx, request.params.id, request.body, handOf(request));
      return reply.code(201).send({ id });
    },
  );
}

function ofCommenters(api: Api): void {
  api.delete(
    '/idea-comments/:id',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Take a comment away: one’s own, or any for who leads the board',
        params: idParam,
        response: done,
      },
    },
    async (request, reply) => {
      await removeComment(request.ctx, request.params.id, handOf(request));
      return reply.code(204).send(null);
    },
  );
}

function ofLeaders(api: Api): void {
  api.get(
    '/idea-boards',
    {
      config: { access: { may: 'ideas.manage' } },
      schema: {
        tags,
        summary: 'Sessions of brainstorming and their boards',
        querystring: z.object(pageQuery),
        response: { 200: listOf(session) },
      },
    },
    async ({ ctx, query }) => cutPage(await listBrainstorms(ctx), query, (one) => one.sessionId),
  );
  api.post(
    '/idea-boards',
    {
      config: { access: { may: 'ideas.manage' } },
      schema: {
        tags,
        summary: 'Make the board of a session',
        body: boardInput.extend({ sessionId: z.number().int() }).strict(),
        response: made,
      },
    },
    async (request, reply) => {
      const { sessionId, ...terms } = request.body;
      return reply.code(201).send({ id: await openBoard(request.ctx, sessionId, terms) });
    },
  );
  api.put(
    '/idea-boards/:id/terms',
    {
      config: { access: { may: 'ideas.manage' } },
      schema: {
        tags,
        summary: 'Question, names and number of votes of a board; what is left out has its usual value',
        params: idParam,
        body: boardInput.strict(),
        response: done,
      },
    },
    async (request, reply) => {
      await changeBoardTerms(request.ctx, request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/idea-boards/:id/change-phase',
    {
      config: { access: { may: 'ideas.manage' } },
      schema: {
        tags,
        summary: 'Move a board to a phase, with a timer',
        params: idParam,
        body: phaseInput.strict(),
        response: done,
      },
    },
    async (request, reply) => {
      await movePhase(request.ctx, request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/idea-boards/:id/notes',
    {
      config: { access: { may: 'ideas.manage' } },
      schema: {
        tags,
        summary: 'Enter notes of paper, one a line',
        params: idParam,
        body: z.strictObject({ notes: z.string().max(60_000), theme: z.string().max(60).default('') }),
        response: { 200: z.object({ added: z.number() }) },
      },
    },
    async (request) => ({ added: await enterNotes(request.ctx, request.params.id, request.body) }),
  );
  api.post(
    '/idea-boards/:id/group',
    {
      config: { access: { may: 'ideas.manage' } },
      schema: { tags, summary: 'Put ideas into a group', params: idParam, body: themeInput.strict(), response: done },
    },
    async (request, reply) => {
      await groupIdeas(request.ctx, request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/idea-boards/:id/merge',
    {
      config: { access: { may: 'ideas.manage' } },
      schema: {
        tags,
        summary: 'Merge ideas that say the same into the first of them; one alone is parted again',
        params: idParam,
        body: z.strictObject({ ideaIds: z.array(z.number().int().positive()).min(1).max(50) }),
        response: done,
      },
    },
    async (request, reply) => {
      const [only, ...others] = request.body.ideaIds;
      if (only !== undefined && others.length === 0) await unmergeIdeas(request.ctx, request.params.id, only);
      else await mergeIdeas(request.ctx, request.params.id, request.body.ideaIds);
      return reply.code(204).send(null);
    },
  );
}
