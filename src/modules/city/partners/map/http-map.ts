import { z } from 'zod';
import { libraryRef, resolveLibraryId } from '#modules/ground/libraries';
import { idParam, listOf, pageQuery, type Api } from '#platform/requests/http';
import { PARTNER_KINDS } from '../client.ts';
import { access } from '../http-shapes.ts';
import { MAP_STEPS, stepOf } from '../rules/map.ts';
import { placePartner } from './place-partner.ts';
import { standingInput } from './schema.ts';
import { listStandings, viewMap } from './view-map.ts';

const tags = ['partners'];
const figures = { interest: z.number(), influence: z.number() };

const point = z.object({
  partnerId: z.number(),
  partner: z.string().describe('empty of a person who is forgotten'),
  ...figures,
  step: z.enum(MAP_STEPS).describe('what is done with whoever stands there'),
  reason: z.string(),
  onDay: z.string(),
  saidBy: z.string(),
  lastContactOn: z.string().nullable(),
});
const standpoint = z.object({
  id: z.number(),
  ...figures,
  reason: z.string(),
  onDay: z.string(),
  saidBy: z.string(),
});

/** Where partners stand on the map of interest and influence. */
export function mapRoutes(api: Api): void {
  api.get(
    '/partner-standings',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Where each partner and prospect stands, by what was said of them last; who has most influence first',
        querystring: z.object({ kind: z.enum(PARTNER_KINDS).optional(), library: libraryRef.optional() }),
        response: { 200: listOf(point) },
      },
    },
    async ({ ctx, query: { kind, library } }) => {
      const { points } = await viewMap(ctx, { kind, libraryId: await resolveLibraryId(ctx, library) });
      return { data: points.map((one) => ({ ...one, step: stepOf(one) })), next: null };
    },
  );
  api.get(
    '/partners/:id/standings',
    {
      config: { access },
      schema: {
        tags,
        summary: 'What was said of where a partner stands, the newest first',
        params: idParam,
        querystring: z.object(pageQuery),
        response: { 200: listOf(standpoint) },
      },
    },
    async ({ ctx, params, query }) => listStandings(ctx, params.id, query),
  );
  api.post(
    '/partners/:id/standings',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Say where a partner stands, from 0 to 10, since when and why; what was said before stays',
        params: idParam,
        body: standingInput,
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, params, body }, reply) => reply.code(201).send({ id: await placePartner(ctx, params.id, body) }),
  );
}
