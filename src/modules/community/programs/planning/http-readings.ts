import { z } from 'zod';
import {
  availabilityBody,
  holdingBody,
  selectBibCards,
  shownAvailability,
  shownHoldings,
} from '#modules/collection/catalog';
import { nameLibraries } from '#modules/ground/libraries';
import { idParam, listOf, type ApiModule } from '#platform/requests/http';
import { addReading, listReadings, removeReading } from './edit-readings.ts';

const id = z.number().int().positive();
const readingSchema = z.object({
  id: z.number(),
  bibId: z.number(),
  sessionId: z.number().nullable().describe('null: of the whole programme'),
  note: z.string(),
  title: z.string(),
  holdings: z.array(holdingBody).describe('its copies by library'),
  availability: availabilityBody,
});

/** The living reading lists of a programme and its sessions. */
export const readingRoutes = (api: Parameters<ApiModule>[0]): void => {
  const tags = ['programs'];
  api.get(
    '/programs/:id/readings',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Records to read with a programme and with its sessions, and where their copies are now',
        params: idParam,
        response: { 200: listOf(readingSchema) },
      },
    },
    async ({ ctx, params }) => {
      const readings = await listReadings(ctx, params.id);
      const ids = [...new Set(readings.map((one) => one.bibId))];
      const cards = new Map((await selectBibCards(ctx.db, ids)).map((card) => [card.id, card]));
      const named = await nameLibraries(ctx);
      return {
        data: readings.flatMap((reading) => {
          const card = cards.get(reading.bibId);
          if (!card) return [];
          const [holdings, availability] = [shownHoldings(card, named), shownAvailability(card, named)];
          return [{ ...reading, title: card.title, holdings, availability }];
        }),
        next: null,
      };
    },
  );
  api.post(
    '/programs/:id/readings',
    {
      config: { access: { may: 'programs.manage' } },
      schema: {
        tags,
        summary: 'Put a record into the list of a programme or of one of its sessions; again changes nothing',
        params: idParam,
        body: z.strictObject({ bibId: id, sessionId: id.nullable().optional(), note: z.string().max(300).optional() }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await addReading(ctx, params.id, body);
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/programs/:id/readings/:reading',
    {
      config: { access: { may: 'programs.manage' } },
      schema: {
        tags,
        summary: 'Take a record out of the list',
        params: z.object({ id: z.coerce.number().int().positive(), reading: z.coerce.number().int().positive() }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params }, reply) => {
      await removeReading(ctx, params.id, params.reading);
      return reply.code(204).send(null);
    },
  );
};
