import { z } from 'zod';
import type { Api } from '#platform/requests/http';
import { confirmData } from '../privacy/confirm-data.ts';
import { replaceCard, replaceCardInput, reportCardLost, withdrawCardLoss } from './lost-card.ts';

const byNumber = z.object({ number: z.string().min(1).max(40) });

/** Cards that were lost, those that replace them, and the yearly look at the data. */
export function cardRoutes(api: Api): void {
  const tags = ['members'];
  api.post(
    '/members/:number/report-card-lost',
    {
      config: { access: { may: 'members.block' } },
      schema: {
        tags,
        summary: 'Report the card lost: it neither borrows nor signs in until that is lifted or the card is replaced',
        params: byNumber,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params }, reply) => {
      await reportCardLost(ctx, params.number);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/members/:number/report-card-found',
    {
      config: { access: { may: 'members.block' } },
      schema: { tags, summary: 'The card was found', params: byNumber, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      await withdrawCardLoss(ctx, params.number);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/members/:number/confirm-data',
    {
      config: { access: { may: 'members.edit' } },
      schema: {
        tags,
        summary: 'The member was asked, and the data are right',
        params: byNumber,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params }, reply) => {
      await confirmData(ctx, params.number);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/members/:number/replace-card',
    {
      config: { access: { may: 'members.edit' } },
      schema: {
        tags,
        summary:
          'Give a new card: the number in the body, or the old one with a running suffix; the old number is refused',
        params: byNumber,
        body: replaceCardInput,
        response: { 200: z.object({ number: z.string() }) },
      },
    },
    async ({ ctx, params, body }) => ({ number: (await replaceCard(ctx, params.number, body)).number }),
  );
}
