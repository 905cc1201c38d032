import { z } from 'zod';
import { decodeCursor, isoInstant, listOf, pageQuery, toPage, type ApiModule } from '#platform/requests/http';
import { exportFile } from './export-file.ts';
import { exportMember } from './export-member.ts';
import { requestKinds, requestStatuses } from '../rules/subject-request.ts';
import { carryOutRequest, makeRequest, pageRequests, refuseRequest, requestInput } from './subject-requests.ts';

const requestBody = z.object({
  id: z.number(),
  number: z.string(),
  kind: z.enum(requestKinds),
  details: z.string().nullable(),
  channel: z.enum(['web', 'desk']),
  status: z.enum(requestStatuses),
  requestedAt: isoInstant,
  dueAt: isoInstant,
  decidedAt: isoInstant.nullable(),
  decidedBy: z.string().nullable(),
  outcome: z.string().nullable(),
});
const byNumber = z.object({ number: z.string().min(1).max(40) });
const byId = z.object({ id: z.coerce.number().int().positive() });

/** What people ask about their own data. */
export const subjectRequestsApi: ApiModule = (api, services) => {
  const tags = ['members'];
  api.get(
    '/subject-requests',
    {
      config: { access: { may: 'members.privacy' } },
      schema: {
        tags,
        summary: 'Open requests by what is due first (3 × 24 hours), or those that are decided, the latest first',
        querystring: z.object({ status: z.enum(['open', 'decided']).default('open'), ...pageQuery }),
        response: { 200: listOf(requestBody) },
      },
    },
    async ({ ctx, query: { status, cursor, limit } }) => {
      const [afterId = null] = decodeCursor(cursor, z.tuple([z.number()])) ?? [];
      return toPage(
        await pageRequests(ctx, { decided: status === 'decided', afterId, limit: limit + 1 }),
        limit,
        (one) => [one.id],
      );
    },
  );
  api.post(
    '/members/:number/subject-requests',
    {
      config: { access: { may: 'members.privacy' } },
      schema: {
        tags,
        summary: 'Write down what a member asks about the own data',
        params: byNumber,
        body: requestInput,
        response: { 201: z.object({ id: z.number(), dueAt: isoInstant }) },
      },
    },
    async (request, reply) => reply.code(201).send(await makeRequest(request.ctx, request.params.number, request.body)),
  );
  api.post(
    '/subject-requests/:id/complete',
    {
      config: { access: { may: 'members.privacy' } },
      schema: {
        tags,
        summary: 'Do what was asked; an erasure waits while loans, holds or money are not settled',
        params: byId,
        body: z.object({ outcome: z.string().max(500).nullable().optional() }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await carryOutRequest(request.ctx, services, request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/subject-requests/:id/refuse',
    {
      config: { access: { may: 'members.privacy' } },
      schema: {
        tags,
        summary: 'Turn a request down, with the reason',
        params: byId,
        body: z.object({ outcome: z.string().max(500) }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await refuseRequest(request.ctx, request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/members/:number/export',
    {
      config: { access: { may: 'members.privacy' } },
      schema: {
        tags,
        summary: 'All that is kept of a member; leaves a trace',
        params: byNumber,
        response: { 200: z.looseObject({ exportedAt: isoInstant, member: z.looseObject({}) }) },
      },
    },
    async (request) => exportMember(request.ctx, services, request.params.number),
  );
  api.post(
    '/members/:number/export-pdf',
    {
      config: { access: { may: 'members.privacy' } },
      schema: { tags, summary: 'The same for reading, as PDF', params: byNumber },
    },
    async (request, reply) => {
      const { ctx, params } = request;
      const data = await exportMember(ctx, services, params.number);
      const { contentType, body } = await exportFile(ctx, services.config, data, 'pdf');
      void reply.type(contentType).header('cache-control', 'no-store');
      return reply.send(Buffer.from(body));
    },
  );
};
