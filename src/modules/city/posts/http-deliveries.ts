import { z } from 'zod';
import { libraryRef, nameLibraries, resolveLibraryId } from '#modules/ground/libraries';
import { idParam, listOf, pageQuery, type ApiModule } from '#platform/requests/http';
import { DELIVERY_STATES } from './client.ts';
import { deliveryLine } from './http-shapes.ts';
import { decideDelivery, lookNow } from './outbox/decide-delivery.ts';
import { changePublished, removeFromChannel } from './outbox/change-published.ts';
import { listDeliveries } from './outbox/list-deliveries.ts';
import { outboxNeeds } from './outbox/ways.ts';
import { BODY_LENGTH } from './rules/terms.ts';
import { decisionInput } from './schema.ts';

const tags = ['posts'];
const sending = { may: 'posts.send' } as const;

/** The outbox of posts. */
export const deliveriesApi: ApiModule = (api, services) => {
  api.get(
    '/post-deliveries',
    {
      config: { access: { may: ['news.edit', 'posts.send'] } },
      schema: {
        tags,
        summary: 'What of posts went out, goes out or waits for a person, the newest first',
        querystring: z.object({
          library: libraryRef.optional(),
          state: z.enum(DELIVERY_STATES).optional(),
          ...pageQuery,
        }),
        response: { 200: listOf(deliveryLine) },
      },
    },
    async ({ ctx, query: { library, state, ...query } }) => {
      const libraryId = (await resolveLibraryId(ctx, library)) ?? undefined;
      const states = state === undefined ? undefined : [state];
      const { data, next } = await listDeliveries(ctx, { ...query, states, libraryId });
      const libraryOf = await nameLibraries(ctx);
      return { data: data.map(({ libraryId: of, ...line }) => ({ ...line, library: libraryOf(of) })), next };
    },
  );
  api.post(
    '/post-deliveries/:id/decide',
    {
      config: { access: sending },
      schema: {
        tags,
        summary: 'Say what became of a delivery of which nobody knew, that failed, was stopped, or was shared by hand',
        params: idParam,
        body: decisionInput,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await decideDelivery(ctx, params.id, body);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/post-deliveries/:id/check',
    {
      config: { access: sending },
      schema: {
        tags,
        summary: 'Ask the channel whether what nobody knows of stands there',
        params: idParam,
        response: { 200: z.object({ known: z.boolean() }) },
      },
    },
    async ({ ctx, params }) => ({ known: await lookNow(ctx, outboxNeeds(services), params.id) }),
  );
  api.post(
    '/post-deliveries/:id/change',
    {
      config: { access: sending },
      schema: {
        tags,
        summary: 'Change what stands at a channel, where it lets that be done',
        params: idParam,
        body: z.object({ text: z.string().trim().min(1).max(BODY_LENGTH) }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await changePublished(ctx, outboxNeeds(services), params.id, body);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/post-deliveries/:id/withdraw',
    {
      config: { access: sending },
      schema: {
        tags,
        summary: 'Take back what stands at a channel, where it lets that be done',
        params: idParam,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params }, reply) => {
      await removeFromChannel(ctx, outboxNeeds(services), params.id);
      return reply.code(204).send(null);
    },
  );
};
