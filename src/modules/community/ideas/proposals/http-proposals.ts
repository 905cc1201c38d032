import { z } from 'zod';
import { libraryName, libraryRef, nameLibraries, resolveLibrary, type NameLibraries } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import {
  idParam,
  isoInstant,
  listOf,
  pageQuery,
  sendVersioned,
  expectedVersion,
  type Api,
} from '#platform/requests/http';
import type { Services } from '#platform/services';
import { answerProposal, getProposal, pageProposals, viewProposal } from './answer-proposal.ts';
import { noteProposerCalled, proposerToCall } from './call-proposer.ts';
import { PROPOSAL_ANSWERS, PROPOSAL_AUDIENCES, PROPOSAL_STATUSES, type Proposal } from '../client.ts';
import { proposalForm, proposeProgram } from './propose-program.ts';

const publicSchema = z.object({
  title: z.string(),
  description: z.string(),
  audience: z.enum(PROPOSAL_AUDIENCES),
  wantedWhen: z.string(),
  library: libraryName,
  coHost: z.boolean().describe('who proposes it takes part in giving it'),
  coHostNote: z.string(),
  status: z.enum(PROPOSAL_STATUSES),
  answer: z.string(),
  answeredAt: isoInstant.nullable(),
  createdAt: isoInstant,
  programId: z.number().nullable().describe('what came of it'),
});
const staffSchema = publicSchema.extend({
  id: z.number(),
  name: z.string().describe('of who proposed it; empty once that is forgotten'),
  email: z.string(),
  proven: z.boolean().describe('false: it may have been sent by a machine'),
  answeredBy: z.string(),
  version: z.number(),
});
const shownBy =
  (libraryOf: NameLibraries) =>
  ({ token: _, memberId: __, libraryId, ...proposal }: Proposal) => ({ ...proposal, library: libraryOf(libraryId) });
const shown = async (ctx: Ctx, proposal: Proposal) => shownBy(await nameLibraries(ctx))(proposal);
const byToken = z.object({ token: z.string().min(1).max(60) });
const callSchema = z.object({
  id: z.number(),
  name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  text: z.string(),
  since: isoInstant,
});

/** Programmes that people propose, and what the library answers. */
export function proposalRoutes(api: Api, services: Pick<Services, 'secrets' | 'config' | 'notices'>): void {
  ofEverybody(api, services);
  ofStaff(api, services);
}

function ofEverybody(api: Api, { secrets }: Pick<Services, 'secrets'>): void {
  const tags = ['proposals'];
  api.post(
    '/proposal-forms',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'A form of one’s own: its token, and the riddle that shows that no machine fills it in',
        response: { 201: z.object({ token: z.string(), challenge: z.looseObject({}) }) },
      },
    },
    async ({ ctx }, reply) => {
      const { token, challenge } = await proposalForm(ctx, secrets);
      return reply.code(201).send({ token, challenge: { ...challenge } });
    },
  );
  api.post(
    '/proposals',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Propose a programme; the same form sent twice is one proposal',
        body: z.object({
          token: z.string().min(20).max(60).describe('of the form; it opens the proposal afterwards'),
          proof: z.string().max(5000).default('').describe('the solved riddle; without it fewer are taken'),
          library: libraryRef,
          title: z.string().min(1).max(150),
          description: z.string().min(1).max(2000),
          audience: z.enum(PROPOSAL_AUDIENCES),
          wantedWhen: z.string().max(150).default(''),
          name: z.string().max(100).default('').describe('left out by members'),
          email: z.union([z.literal(''), z.email()]).default(''),
          coHost: z.boolean().default(false),
          coHostNote: z.string().max(300).default(''),
        }),
        response: { 201: publicSchema },
      },
    },
    async ({ ctx, body: { library, ...input }, ip }, reply) => {
      const { id: libraryId } = await resolveLibrary(ctx, library);
      const token = await proposeProgram(ctx, secrets, { ...input, libraryId, ip });
      return reply.code(201).send(await shown(ctx, await viewProposal(ctx, token)));
    },
  );
  api.get(
    '/proposal-forms/:token',
    {
      config: { access: { secret: 'the token of the form' } },
      schema: {
        tags,
        summary: 'What became of a proposal, for whoever sent it',
        params: byToken,
        response: { 200: publicSchema },
      },
    },
    async ({ ctx, params }) => shown(ctx, await viewProposal(ctx, params.token)),
  );
}

function ofStaff(api: Api, services: Pick<Services, 'config' | 'notices'>): void {
  const tags = ['proposals'];
  const access = { may: 'ideas.manage' } as const;
  api.get(
    '/proposals',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Proposals to the libraries where the account leads',
        querystring: z.object({ status: z.enum(PROPOSAL_STATUSES).optional(), ...pageQuery }),
        response: { 200: listOf(staffSchema) },
      },
    },
    async ({ ctx, query: { status, ...page } }) => {
      const found = await pageProposals(ctx, status === undefined ? PROPOSAL_STATUSES : [status], page);
      return { ...found, data: found.data.map(shownBy(await nameLibraries(ctx))) };
    },
  );
  api.get(
    '/proposals/:id',
    {
      config: { access },
      schema: { tags, summary: 'One of them', params: idParam, response: { 200: staffSchema } },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await shown(ctx, await getProposal(ctx, params.id))),
  );
  api.post(
    '/proposals/:id/answer',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Answer a proposal with the reason; who proposed it is told. A later answer replaces an earlier one',
        params: idParam,
        body: z.object({
          status: z.enum(PROPOSAL_ANSWERS),
          answer: z.string().min(1).max(1000),
          programId: z.int().positive().nullable().default(null).describe('of an accepted one: what comes of it'),
          makeProgram: z
            .boolean()
            .default(false)
            .describe('of an accepted one: a draft is made; needs programs.manage'),
        }),
        response: { 200: staffSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await answerProposal(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await shown(ctx, await getProposal(ctx, params.id)));
    },
  );
  api.get(
    '/proposals/:id/calls',
    {
      config: { access },
      schema: {
        tags,
        summary: 'The answer that did not go out by itself: somebody tells it',
        params: idParam,
        response: { 200: listOf(callSchema) },
      },
    },
    async ({ ctx, params }) => ({ data: await proposerToCall(ctx, services, params.id), next: null }),
  );
  api.post(
    '/proposals/:id/calls/:call/mark-told',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Write down that somebody told it',
        params: idParam.extend({ call: idParam.shape.id }),
        response: { 200: z.object({ noted: z.boolean().describe('false: somebody has done it already') }) },
      },
    },
    async ({ ctx, params }) => ({ noted: await noteProposerCalled(ctx, params.id, params.call) }),
  );
}
