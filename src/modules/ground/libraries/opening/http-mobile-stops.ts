import { z } from 'zod';
import { day as actDay } from '#platform/requests/bounds';
import { idParam, listOf, type Api } from '#platform/requests/http';
import {
  addMobileStop,
  listMobileStops,
  nextVisits,
  removeMobileStop,
  restoreVisit,
  skipVisit,
} from './edit-mobile-stops.ts';
import { libraryParam, resolveLibrary } from '../library-ref.ts';
import { mobileStopInput, skipInput } from '../schema.ts';

const day = z.string().describe('YYYY-MM-DD');
const stopSchema = z.object({
  id: z.number(),
  place: z.string(),
  firstOn: day,
  everyWeeks: z.number(),
  lastOn: day.nullable(),
  opensMinute: z.number().describe('from midnight in the zone of the library'),
  closesMinute: z.number(),
  skips: z.array(z.object({ on: day, reason: z.string() })),
});
const visitSchema = z.object({
  stopId: z.number(),
  place: z.string(),
  on: day,
  opensMinute: z.number(),
  closesMinute: z.number(),
  skipped: z.string().nullable().describe('why it does not come; null = it comes'),
});

/** The route of a mobile library. */
export function mobileStopRoutes(api: Api): void {
  const tags = ['libraries'];
  api.get(
    '/libraries/:library/stops',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Where a mobile library stops',
        params: libraryParam,
        response: { 200: listOf(stopSchema) },
      },
    },
    async ({ ctx, params }) => ({
      data: await listMobileStops(ctx, (await resolveLibrary(ctx, params.library)).id),
      next: null,
    }),
  );
  api.get(
    '/libraries/:library/stop-visits',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'When a mobile library comes next, and to which stop',
        params: libraryParam,
        querystring: z.object({ days: z.coerce.number().int().min(1).max(92).default(28) }),
        response: { 200: listOf(visitSchema) },
      },
    },
    async ({ ctx, params, query }) => ({
      data: await nextVisits(ctx, (await resolveLibrary(ctx, params.library)).id, query.days),
      next: null,
    }),
  );
  api.post(
    '/libraries/:library/stops',
    {
      config: { access: { may: 'libraries.manage' } },
      schema: {
        tags,
        summary: 'One more stop on the route',
        params: libraryParam,
        body: mobileStopInput,
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const { id: libraryId } = await resolveLibrary(ctx, params.library);
      return reply.code(201).send({ id: await addMobileStop(ctx, libraryId, body) });
    },
  );
  api.delete(
    '/stops/:id',
    {
      config: { access: { may: 'libraries.manage' } },
      schema: { tags, summary: 'Take a stop off the route', params: idParam, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      await removeMobileStop(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/stops/:id/skips',
    {
      config: { access: { may: 'libraries.manage' } },
      schema: {
        tags,
        summary: 'It does not come on that day',
        params: idParam,
        body: skipInput,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await skipVisit(ctx, params.id, body);
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/stops/:id/skips/:day',
    {
      config: { access: { may: 'libraries.manage' } },
      schema: {
        tags,
        summary: 'It comes all the same',
        params: idParam.extend({ day: actDay }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params }, reply) => {
      await restoreVisit(ctx, params.id, params.day);
      return reply.code(204).send(null);
    },
  );
}
