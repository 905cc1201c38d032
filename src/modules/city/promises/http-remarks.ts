import { z } from 'zod';
import { day, id } from '#platform/requests/bounds';
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
import { answerRemark, getRemark, hideRemark, holdReview, restoreRemark } from './answer-remark.ts';
import { REMARK_STATES } from './client.ts';
import { REMARK_LENGTH } from './schema.ts';
import { remarkForm, sendRemark } from './send-remark.ts';
import { listReviews, pageRemarks, viewRemarks } from './view-promises.ts';

const tags = ['service-standards'];
const told = z.object({
  id: z.number(),
  standardId: z.number().nullable(),
  text: z.string(),
  answer: z.string(),
  answeredAt: isoInstant.nullable(),
  createdAt: isoInstant,
});
const remark = told.extend({
  standardName: z.string().nullable(),
  proven: z.boolean().describe('false: it may have been sent by a machine'),
  state: z.enum(REMARK_STATES),
  answeredBy: z.string(),
  version: z.number(),
});
const review = z.object({ id: z.number(), heldOn: z.string(), summary: z.string(), heldBy: z.string() });

/** What people say of the promises, what the library answers, and the yearly review. */
export function remarkRoutes(api: Api, services: Pick<Services, 'secrets'>): void {
  ofEverybody(api, services);
  ofStaff(api);
}

function ofEverybody(api: Api, { secrets }: Pick<Services, 'secrets'>): void {
  api.post(
    '/promise-remark-forms',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'A form of one’s own: its token, and the riddle that shows that no machine fills it in',
        response: { 201: z.object({ token: z.string(), challenge: z.looseObject({}) }) },
      },
    },
    async ({ ctx }, reply) => {
      const { token, challenge } = await remarkForm(ctx, secrets);
      return reply.code(201).send({ token, challenge: { ...challenge } });
    },
  );
  api.post(
    '/promise-remarks',
    {
      config: { access: 'public', nameless: true },
      schema: {
        tags,
        summary: 'Say something of the promises, without a name; the same form sent twice is one remark',
        body: z.object({
          token: z.string().min(20).max(60).describe('of the form'),
          proof: z.string().max(5000).default('').describe('the solved riddle; without it fewer are taken'),
          text: z.string().min(1).max(REMARK_LENGTH),
          standardId: id.nullable().default(null).describe('the service that it is about; null = all of them'),
        }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, body, ip }, reply) => {
      await sendRemark(ctx, secrets, { ...body, ip });
      return reply.code(204).send(null);
    },
  );
  api.get(
    '/answered-promise-remarks',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'What people said, with the answers of the library, the latest first',
        response: { 200: listOf(told) },
      },
    },
    async ({ ctx }) => ({ data: await viewRemarks(ctx), next: null }),
  );
  api.get(
    '/promise-reviews',
    {
      config: { access: 'public' },
      schema: { tags, summary: 'Yearly reviews of the promises, the latest first', response: { 200: listOf(review) } },
    },
    async ({ ctx }) => ({ data: await listReviews(ctx), next: null }),
  );
}

function ofStaff(api: Api): void {
  const access = { may: 'standards.manage', network: true } as const;
  api.get(
    '/promise-remarks',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Remarks of a state, the oldest first while they wait',
        querystring: z.object({ state: z.enum(REMARK_STATES).default('new'), ...pageQuery }),
        response: { 200: listOf(remark) },
      },
    },
    async ({ ctx, query: { state, ...page } }) => pageRemarks(ctx, state, page),
  );
  api.get(
    '/promise-remarks/:id',
    {
      config: { access },
      schema: { tags, summary: 'One remark', params: idParam, response: { 200: remark } },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await getRemark(ctx, params.id)),
  );
  api.post(
    '/promise-remarks/:id/answer',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Answer a remark; both stand on the page of promises from then on',
        params: idParam,
        body: z.object({ answer: z.string().min(1).max(1000) }),
        response: { 200: remark },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await answerRemark(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await getRemark(ctx, params.id));
    },
  );
  api.post(
    '/promise-remarks/:id/hide',
    {
      config: { access, ifMatch: true },
      schema: { tags, summary: 'Take a remark out of sight', params: idParam, response: { 200: remark } },
    },
    async (request, reply) => {
      await hideRemark(request.ctx, request.params.id, expectedVersion(request));
      return sendVersioned(reply, await getRemark(request.ctx, request.params.id));
    },
  );
  api.post(
    '/promise-remarks/:id/restore',
    {
      config: { access, ifMatch: true },
      schema: { tags, summary: 'Bring it back as it was', params: idParam, response: { 200: remark } },
    },
    async (request, reply) => {
      await restoreRemark(request.ctx, request.params.id, expectedVersion(request));
      return sendVersioned(reply, await getRemark(request.ctx, request.params.id));
    },
  );
  api.post(
    '/promise-reviews',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Write down the yearly review of the promises',
        body: z.object({ heldOn: day, summary: z.string().min(1).max(2000) }),
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, body }, reply) => reply.code(201).send({ id: await holdReview(ctx, body) }),
  );
}
