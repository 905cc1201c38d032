import { z } from 'zod';
import { libraryName, libraryRef, resolveLibraryId } from '#modules/ground/libraries';
import { idText, version } from '#platform/requests/bounds';
import { cutPage, idParam, isoInstant, listOf, pageQuery, type Api } from '#platform/requests/http';
import { FACTS, FOLLOW_UP_DAYS, OBSTACLES, PLAN_STATUSES, type MeasuredPlan } from '../client.ts';
import { answerFollowUp } from './follow-up-plans.ts';
import { handOf, participants } from '../boards/http-hand.ts';
import { changePlan, makePlan } from './make-plan.ts';
import { addMilestone, movePlan } from './move-plan.ts';
import { addLink } from './plan-evidence.ts';
import { followUpInput, linkInput, milestoneInput, moveInput, planTermsInput } from '../schema.ts';
import { getPlan, listPlans, listPublicPlans } from './view-plans.ts';

const tags = ['action plans'];
const done = { 204: z.null() };
const day = z.string().nullable();
const planBody = z.object({
  id: z.number(),
  program: z.object({ id: z.number(), title: z.string() }),
  idea: z.object({ id: z.number(), text: z.string() }).nullable(),
  library: libraryName,
  activity: z.string(),
  goal: z.string(),
  indicator: z.string(),
  fact: z.enum(FACTS).nullable().describe('the figure that it is bound to'),
  target: z.number().nullable(),
  baseline: z.number().nullable().describe('the figure at the commitment'),
  goesDown: z.boolean().describe('the target lies below the beginning, and is meant so'),
  now: z.number().nullable().describe('the figure at this moment'),
  dueOn: day,
  support: z.string(),
  status: z.enum(PLAN_STATUSES),
  obstacle: z.enum(OBSTACLES).nullable(),
  stopReason: z.string(),
  isPublic: z.boolean(),
  committedAt: isoInstant.nullable(),
  endedAt: isoInstant.nullable(),
  version: z.number(),
  milestones: z.array(z.object({ id: z.number(), text: z.string(), dueOn: day, doneOn: day })),
  evidence: z.array(
    z.object({
      id: z.number(),
      kind: z.enum(['photo', 'file', 'link']),
      title: z.string(),
      url: z.string().nullable(),
    }),
  ),
  followUps: z.array(
    z.object({
      day: z.union(FOLLOW_UP_DAYS.map((one) => z.literal(one))),
      opensOn: z.string(),
      answeredOn: day,
      status: z.enum(['in_progress', 'done', 'stopped']).nullable(),
      measured: z.number().nullable(),
      story: z.string(),
      obstacle: z.enum(OBSTACLES).nullable(),
    }),
  ),
});
/** Without its owner: who is responsible is for the page of the plan. */
const bodyOf = ({ enrolmentId: _, ownerName: __, ...plan }: MeasuredPlan) => plan;

/** Action plans: what is shown to everybody, what participants do with theirs, and what staff see. */
export function planRoutes(api: Api): void {
  ofEverybody(api);
  ofOwners(api);
}

function ofEverybody(api: Api): void {
  api.get(
    '/action-plans',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary:
          'What got done, and what is on its way; with `all` also what is not shown to everybody (needs ideas.manage)',
        querystring: z.object({
          programId: idText.optional(),
          library: libraryRef.optional(),
          status: z.enum(PLAN_STATUSES).optional(),
          all: z.stringbool().default(false),
          ...pageQuery,
        }),
        response: { 200: listOf(planBody) },
      },
    },
    async ({ ctx, query: { all, library, cursor, limit, ...rest } }) => {
      const filter = { ...rest, libraryId: (await resolveLibraryId(ctx, library)) ?? undefined };
      const plans = all ? await listPlans(ctx, filter) : await listPublicPlans(ctx, filter);
      return cutPage(plans.map(bodyOf), { cursor, limit }, (plan) => plan.id);
    },
  );
  api.get(
    '/action-plans/:id',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'One plan with its figure of this moment',
        params: idParam,
        response: { 200: planBody },
      },
    },
    async (request) => bodyOf((await getPlan(request.ctx, request.params.id, handOf(request))).plan),
  );
}

function ofOwners(api: Api): void {
  api.post(
    '/action-plans',
    {
      config: { access: participants },
      schema: {
        tags,
        summary:
          'Make a plan, from an idea of the board or one’s own; a target below where the figure stands needs `goesDown`',
        body: planTermsInput
          .safeExtend({
            ideaId: z.number().int().positive().nullable().optional(),
            library: libraryRef.nullable().optional().describe('left out: the library that the participant comes from'),
            proposal: z.boolean().optional().describe('not yet: it is committed to later'),
            programId: z.number().int().positive(),
          })
          .strict(),
        response: { 201: planBody },
      },
    },
    async (request, reply) => {
      const { programId, library, ...rest } = request.body;
      const plan = { ...rest, libraryId: await resolveLibraryId(request.ctx, library) };
      const hand = handOf(request);
      const id = await makePlan(request.ctx, programId, plan, hand);
      return reply.code(201).send(bodyOf((await getPlan(request.ctx, id, hand)).plan));
    },
  );
  api.put(
    '/action-plans/:id',
    {
      config: { access: participants },
      schema: {
        tags,
        summary: 'Change what a plan says',
        params: idParam,
        body: planTermsInput.safeExtend({ version }).strict(),
        response: done,
      },
    },
    async (request, reply) => {
      await changePlan(request.ctx, request.params.id, request.body, handOf(request));
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/action-plans/:id/change-status',
    {
      config: { access: participants },
      schema: {
        tags,
        summary: 'Move a plan; stopped needs an obstacle and a reason',
        params: idParam,
        body: moveInput.strict(),
        response: done,
      },
    },
    async (request, reply) => {
      await movePlan(request.ctx, request.params.id, request.body, handOf(request));
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/action-plans/:id/milestones',
    {
      config: { access: participants },
      schema: { tags, summary: 'Add a step', params: idParam, body: milestoneInput.strict(), response: done },
    },
    async (request, reply) => {
      await addMilestone(request.ctx, request.params.id, request.body, handOf(request));
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/action-plans/:id/links',
    {
      config: { access: participants },
      schema: { tags, summary: 'Add evidence: an address', params: idParam, body: linkInput.strict(), response: done },
    },
    async (request, reply) => {
      await addLink(request.ctx, { planId: request.params.id, ...request.body }, handOf(request));
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/action-plans/:id/follow-ups/:day/answer',
    {
      config: { access: participants },
      schema: {
        tags,
        summary: 'Answer the follow-up after 30 or 90 days; the bound figure is kept with it',
        params: idParam.extend({ day: z.coerce.number().pipe(z.union(FOLLOW_UP_DAYS.map((one) => z.literal(one)))) }),
        body: followUpInput.strict(),
        response: done,
      },
    },
    async (request, reply) => {
      await answerFollowUp(request.ctx, request.params.id, request.params.day, request.body, handOf(request));
      return reply.code(204).send(null);
    },
  );
}
