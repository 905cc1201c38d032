import { z } from 'zod';
import { libraryName, libraryRef, resolveLibrary } from '#modules/ground/libraries';
import { cutPage, idParam, isoInstant, listOf, pageQuery, type Api } from '#platform/requests/http';
import { REQUEST_STATES } from './client.ts';
import { acceptRequest, declineRequest } from './requests/answer-request.ts';
import { getRequest, listRequests } from './requests/view-requests.ts';
import { declineInput } from './schema.ts';

const tags = ['bulk-loans'];
const access = { may: 'bulk_loans.manage' } as const;
const day = z.string().describe('YYYY-MM-DD');
const wish = z.object({ bibId: z.number().nullable(), title: z.string() });
const requestSchema = z.object({
  id: z.number(),
  library: libraryName.describe('who is asked to lend'),
  receiver: libraryName.describe('who asks'),
  purpose: z.string(),
  note: z.string(),
  startsOn: day,
  dueOn: day,
  state: z.enum(REQUEST_STATES),
  askedBy: z.string(),
  contact: z.string(),
  askedAt: isoInstant,
  answeredAt: isoInstant.nullable(),
  answeredBy: z.string().nullable(),
  answer: z.string().describe('why not, where it was declined'),
  bulkLoanId: z.number().nullable().describe('the bulk loan that was made of it'),
  wishes: z.array(wish).describe('a record, or a title in words (`bibId` null)'),
});
const foundSchema = requestSchema.extend({
  found: z.array(
    wish.extend({
      callNumber: z.string().nullable(),
      onShelf: z.number().nullable().describe('copies there now; null = no record of ours'),
    }),
  ),
});

/** Boxes that other units ask for. */
export function requestRoutes(api: Api): void {
  api.get(
    '/bulk-loan-requests',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Boxes that other units ask for and that wait for an answer',
        querystring: z.object({ ...pageQuery, library: libraryRef.optional() }),
        response: { 200: listOf(requestSchema) },
      },
    },
    async ({ ctx, query: { library, ...page } }) => {
      const libraryId = library === undefined ? undefined : (await resolveLibrary(ctx, library)).id;
      return cutPage(await listRequests(ctx, libraryId), page, ({ id }) => id);
    },
  );
  api.get(
    '/bulk-loan-requests/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'What is asked for, with where it stands',
        params: idParam,
        response: { 200: foundSchema },
      },
    },
    async ({ ctx, params }) => getRequest(ctx, params.id),
  );
  api.post(
    '/bulk-loan-requests/:id/accept',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Take a request on: its agreement is written down with a first box to pack',
        params: idParam,
        response: { 201: z.object({ bulkLoanId: z.number() }) },
      },
    },
    async ({ ctx, params }, reply) => reply.code(201).send({ bulkLoanId: await acceptRequest(ctx, params.id) }),
  );
  api.post(
    '/bulk-loan-requests/:id/refuse',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Say why a box is not packed',
        params: idParam,
        body: declineInput,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await declineRequest(ctx, params.id, body);
      return reply.code(204).send(null);
    },
  );
}
