import { z } from 'zod';
import { libraryName, libraryRef, resolveLibrary } from '#modules/ground/libraries';
import { cutPage, idParam, isoInstant, listOf, pageQuery, type ApiModule } from '#platform/requests/http';
import { claimLate } from './claim-issues.ts';
import { FREQUENCIES, ISSUE_STATES } from './client.ts';
import { bindIssues, giveUpIssue, receiveIssue, undoReceipt } from './receive-issue.ts';
import { endInput, subscriptionInput } from './schema.ts';
import { endSubscription, subscribe } from './subscribe.ts';
import { getSubscription, listSubscriptions } from './view-serials.ts';

const subscriptionBody = z.object({
  id: z.number(),
  library: libraryName,
  bibId: z.number(),
  title: z.string(),
  supplier: z.string(),
  price: z.number().nullable().describe('of the whole time, whole rupiah'),
  frequency: z.enum(FREQUENCIES),
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  makesCopies: z.boolean(),
  endReason: z.string().nullable(),
  received: z.number(),
  late: z.number(),
  missing: z.number(),
});
const detailBody = subscriptionBody.extend({
  issues: z.array(
    z.object({
      id: z.number(),
      nth: z.number(),
      expectedOn: z.iso.date(),
      volume: z.number().nullable(),
      number: z.number(),
      state: z.enum(ISSUE_STATES),
      receivedOn: z.iso.date().nullable(),
      barcode: z.string().nullable(),
      claims: z.number(),
      claimedAt: isoInstant.nullable(),
    }),
  ),
});

/** Subscriptions of serials, their issues, claims and volumes. */
const serialsApi: ApiModule = (api) => {
  const tags = ['subscriptions'];
  const params = idParam.extend({ issue: z.coerce.number().int().positive() });
  api.get(
    '/subscriptions',
    {
      config: { access: { may: 'serials.manage' } },
      schema: {
        tags,
        summary: 'Subscriptions, those with late issues first',
        querystring: z.object(pageQuery),
        response: { 200: listOf(subscriptionBody) },
      },
    },
    async ({ ctx, query }) => cutPage(await listSubscriptions(ctx), query, (one) => one.id),
  );
  api.post(
    '/subscriptions',
    {
      config: { access: { may: 'serials.manage' } },
      schema: {
        tags,
        summary: 'Subscribe to a serial; its issues are predicted',
        body: subscriptionInput.safeExtend({ library: libraryRef }),
        response: { 201: detailBody },
      },
    },
    async ({ ctx, body: { library, ...subscription } }, reply) => {
      const { id } = await resolveLibrary(ctx, library);
      return reply.code(201).send(await getSubscription(ctx, await subscribe(ctx, id, subscription)));
    },
  );
  api.get(
    '/subscriptions/:id',
    {
      config: { access: { may: 'serials.manage' } },
      schema: { tags, summary: 'A subscription with its issues', params: idParam, response: { 200: detailBody } },
    },
    async ({ ctx, params: { id } }) => getSubscription(ctx, id),
  );
  const acts = {
    receive: { summary: 'An issue has come', act: receiveIssue },
    'undo-receipt': { summary: 'It was ticked off by mistake', act: undoReceipt },
    'give-up': { summary: 'An issue will not come any more', act: giveUpIssue },
  };
  for (const [path, { summary, act }] of Object.entries(acts)) {
    api.post(
      `/subscriptions/:id/issues/:issue/${path}`,
      {
        config: { access: { may: 'serials.manage' } },
        schema: { tags, summary, params, response: { 200: detailBody } },
      },
      async ({ ctx, params: { id, issue } }) => {
        await act(ctx, id, issue);
        return getSubscription(ctx, id);
      },
    );
  }
  api.post(
    '/subscriptions/:id/claims',
    {
      config: { access: { may: 'serials.manage' } },
      schema: {
        tags,
        summary: 'Claim all late issues: the words for the supplier',
        params: idParam,
        response: { 200: z.object({ text: z.string() }) },
      },
    },
    async ({ ctx, params: { id } }) => ({ text: await claimLate(ctx, id) }),
  );
  api.post(
    '/subscriptions/:id/volumes',
    {
      config: { access: { may: 'serials.manage' } },
      schema: {
        tags,
        summary: 'Bind issues into one volume; the loose copies leave the collection',
        params: idParam,
        body: z.object({ issues: z.array(z.number().int().positive()).min(1).max(400) }),
        response: { 201: z.object({ barcode: z.string() }) },
      },
    },
    async ({ ctx, params: { id }, body }, reply) =>
      reply.code(201).send({ barcode: await bindIssues(ctx, id, body.issues) }),
  );
  api.post(
    '/subscriptions/:id/end',
    {
      config: { access: { may: 'serials.manage' } },
      schema: { tags, summary: 'Nothing more comes', params: idParam, body: endInput, response: { 200: detailBody } },
    },
    async ({ ctx, params: { id }, body }) => {
      await endSubscription(ctx, id, body);
      return getSubscription(ctx, id);
    },
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [serialsApi];
