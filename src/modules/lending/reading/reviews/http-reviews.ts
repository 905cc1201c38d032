import { z } from 'zod';
import { cutPage, idParam, isoInstant, listOf, pageQuery, type Api, type ApiModule } from '#platform/requests/http';
import { approveReview, refuseReview, reopenReview } from './decide-review.ts';
import { listReports, reportList, reportReview, settleReport } from './report-content.ts';
import { MAX_STARS, reviewStatuses } from '../rules/stars.ts';
import { removeReview, saveReview } from './save-review.ts';
import { reasonInput } from '../schema.ts';
import { listOwnReviews, listReviews, reviewQueue } from './view-reviews.ts';

const tags = ['reading'];
const shownBody = z.object({
  id: z.number(),
  stars: z.number(),
  body: z.string().nullable(),
  by: z.string().nullable().describe('the name that the reader chose to be shown'),
  changedAt: isoInstant,
});
const ownBody = z.object({
  id: z.number(),
  bibId: z.number(),
  title: z.string(),
  stars: z.number(),
  body: z.string().nullable(),
  status: z.enum(reviewStatuses),
  reason: z.string().nullable().describe('why it is not shown'),
  changedAt: isoInstant,
  version: z.number(),
});
const reportBody = z.object({
  id: z.number(),
  reason: z.string(),
  reportedAt: isoInstant,
  review: z
    .object({ id: z.number(), bibId: z.number(), title: z.string(), stars: z.number(), body: z.string().nullable() })
    .nullable(),
  list: z
    .object({
      id: z.number(),
      title: z.string(),
      description: z.string().nullable(),
      shareToken: z.string().nullable(),
    })
    .nullable(),
});
const version = z.number().int().min(1).describe('as it was read');
const done = { 204: z.null() };

/** Reviews: writing them, deciding on them, reporting them. */
export const reviewsApi: ApiModule = (api) => {
  ofReaders(api);
  ofLibrarians(api);
  reports(api);
};

function ofReaders(api: Api): void {
  api.get(
    '/bibs/:id/reviews',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Reviews of a title that are shown, the latest first',
        params: idParam,
        querystring: z.object(pageQuery),
        response: {
          200: listOf(shownBody).extend({
            average: z.number().nullable().describe('stars, in tenths'),
            count: z.number(),
          }),
        },
      },
    },
    async (request) => listReviews(request.ctx, request.params.id, request.query),
  );
  api.put(
    '/bibs/:id/review',
    {
      config: { access: 'member' },
      schema: {
        tags,
        summary: 'The reader’s own review; new or changed, it waits for a librarian',
        params: idParam,
        body: z.object({
          stars: z.number().int().min(1).max(MAX_STARS),
          body: z.string().max(4000).nullable().optional(),
        }),
        response: done,
      },
    },
    async (request, reply) => {
      await saveReview(request.ctx, request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/bibs/:id/review',
    {
      config: { access: 'member' },
      schema: { tags, summary: 'Take the own review back', params: idParam, response: done },
    },
    async (request, reply) => {
      await removeReview(request.ctx, request.params.id);
      return reply.code(204).send(null);
    },
  );
  api.get(
    '/reviews/own',
    {
      config: { access: 'member' },
      schema: { tags, summary: 'What the reader has written', response: { 200: listOf(ownBody) } },
    },
    async (request) => ({ data: await listOwnReviews(request.ctx), next: null }),
  );
}

function ofLibrarians(api: Api): void {
  api.get(
    '/reviews/pending',
    {
      config: { access: { may: 'reviews.moderate' } },
      schema: {
        tags,
        summary: 'What waits to be read, the longest waiting first',
        querystring: z.object(pageQuery),
        response: { 200: listOf(ownBody.extend({ by: z.string().nullable(), memberNumber: z.string() })) },
      },
    },
    async (request) => reviewQueue(request.ctx, request.query),
  );
  api.post(
    '/reviews/:id/approve',
    {
      config: { access: { may: 'reviews.moderate' } },
      schema: { tags, summary: 'Show a review', params: idParam, body: z.object({ version }), response: done },
    },
    async (request, reply) => {
      await approveReview(request.ctx, { ...request.params, ...request.body });
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/reviews/:id/refuse',
    {
      config: { access: { may: 'reviews.moderate' } },
      schema: {
        tags,
        summary: 'Turn a review down; its writer is told why',
        params: idParam,
        body: reasonInput.extend({ version }),
        response: done,
      },
    },
    async (request, reply) => {
      await refuseReview(request.ctx, { ...request.params, ...request.body });
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/reviews/:id/reopen',
    {
      config: { access: { may: 'reviews.moderate' } },
      schema: { tags, summary: 'Take a decision back', params: idParam, response: done },
    },
    async (request, reply) => {
      await reopenReview(request.ctx, request.params.id);
      return reply.code(204).send(null);
    },
  );
}

function reports(api: Api): void {
  api.post(
    '/reviews/:id/reports',
    {
      config: { access: 'member' },
      schema: {
        tags,
        summary: 'A reader says what is wrong with a review',
        params: idParam,
        body: reasonInput,
        response: done,
      },
    },
    async (request, reply) => {
      await reportReview(request.ctx, request.params.id, request.body.reason);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/lists/shared/:token/reports',
    {
      config: { access: 'member' },
      schema: {
        tags,
        summary: 'A reader says what is wrong with a shared list',
        params: z.object({ token: z.string().min(10).max(60) }),
        body: reasonInput,
        response: done,
      },
    },
    async (request, reply) => {
      await reportList(request.ctx, request.params.token, request.body.reason);
      return reply.code(204).send(null);
    },
  );
  api.get(
    '/content-reports',
    {
      config: { access: { may: 'reviews.moderate' } },
      schema: {
        tags,
        summary: 'Open reports, the oldest first',
        querystring: z.object(pageQuery),
        response: { 200: listOf(reportBody) },
      },
    },
    async ({ ctx, query }) => cutPage(await listReports(ctx), query, (one) => one.id),
  );
  api.post(
    '/content-reports/:id/settle',
    {
      config: { access: { may: 'reviews.moderate' } },
      schema: {
        tags,
        summary: 'Leave what was reported as it is, or take it from the public with a reason',
        params: idParam,
        body: z.discriminatedUnion('outcome', [
          z.object({ outcome: z.literal('keep') }),
          reasonInput.extend({ outcome: z.literal('remove') }),
        ]),
        response: done,
      },
    },
    async (request, reply) => {
      await settleReport(request.ctx, { id: request.params.id, ...request.body });
      return reply.code(204).send(null);
    },
  );
}
