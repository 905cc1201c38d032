import { z } from 'zod';
import { libraryName, libraryRef, resolveLibrary, resolveLibraryId } from '#modules/ground/libraries';
import { day } from '#platform/requests/bounds';
import { cutPage, idParam, isoInstant, listOf, pageQuery, type Api } from '#platform/requests/http';
import { readRequestKey } from '#platform/requests/request-key';
import { cancelHold } from './cancel-hold.ts';
import { HOLD_STATUSES } from '../client.ts';
import { extendHold } from './extend-hold.ts';
import { getHold, listHolds } from './list-holds.ts';
import { moveHold } from './move-hold.ts';
import { placeHold } from './place-hold.ts';
import { pullList } from '../placement/pull-list.ts';
import { reportNotOnShelf } from '../placement/receive-item.ts';
import { ONCE, overrideSchema } from '../schema.ts';
import { resumeHold, suspendHold } from './suspend-hold.ts';

export const holdSchema = z.object({
  id: z.number(),
  status: z.enum(HOLD_STATUSES),
  position: z.number().nullable().describe('1 = next; null = not in the queue any more'),
  memberNumber: z.string(),
  memberName: z.string(),
  bibId: z.number(),
  title: z.string(),
  mainAuthor: z.string().nullable(),
  itemBarcode: z.string().nullable().describe('the copy that was caught'),
  callNumber: z.string().nullable(),
  wantedBarcode: z.string().nullable().describe('only this copy will do'),
  pickupLibrary: libraryName,
  pickupStop: z
    .object({ id: z.number(), place: z.string() })
    .nullable()
    .describe('the stop of a mobile library at which it is collected'),
  placedAt: isoInstant,
  placedBy: z.string(),
  suspended: z.boolean(),
  suspendedUntil: z.string().nullable().describe('the day on which it counts again'),
  waitingSince: isoInstant.nullable(),
  keepUntil: z.string().nullable().describe('last day on the hold shelf'),
  endedAt: isoInstant.nullable(),
});

const code = z.string().trim().min(1).max(100);

/** Holds: placing, queue, suspension, shelf, and the list of what to fetch. */
export function holdRoutes(api: Api): void {
  const tags = ['holds'];

  api.post(
    '/holds',
    {
      config: { access: { may: 'holds.place', orMember: true } },
      schema: {
        tags,
        summary: 'Put a member into the queue for a title or for one copy',
        description: ONCE,
        body: z.object({
          memberNumber: code.optional().describe('left out by members, who place holds for themselves'),
          bibId: z.number().int().positive().optional(),
          itemBarcode: code.optional(),
          pickupLibrary: libraryRef.optional().describe('may be left out with a stop'),
          pickupStop: z.number().int().positive().optional().describe('a stop of a mobile library'),
          override: overrideSchema,
        }),
        response: { 201: holdSchema },
      },
    },
    async (request, reply) => {
      const { memberNumber, bibId, itemBarcode, pickupLibrary, pickupStop, override = null } = request.body;
      const library =
        pickupLibrary === undefined ? null : await resolveLibrary(request.ctx, pickupLibrary, 'pickupLibrary');
      const hold = await placeHold(request.ctx, {
        pickupLibraryId: library?.id ?? null,
        pickupStopId: pickupStop ?? null,
        override,
        requestKey: readRequestKey(request.headers['idempotency-key']),
        ...(memberNumber !== undefined && { memberNumber }),
        ...(bibId !== undefined && { bibId }),
        ...(itemBarcode !== undefined && { itemBarcode }),
      });
      return reply.code(201).send(hold);
    },
  );

  api.get(
    '/holds',
    {
      config: { access: { may: 'loans.read', orMember: true } },
      schema: {
        tags,
        summary: 'Holds, newest first; members see their own',
        querystring: z.object({
          memberNumber: code.optional(),
          bibId: z.coerce.number().int().positive().optional(),
          library: libraryRef.optional().describe('the pick-up library'),
          status: z.enum(HOLD_STATUSES).optional(),
          ...pageQuery,
        }),
        response: { 200: listOf(holdSchema) },
      },
    },
    async (request) => {
      const { memberNumber, bibId, library, status, cursor, limit } = request.query;
      const libraryId = await resolveLibraryId(request.ctx, library);
      return listHolds(request.ctx, {
        limit,
        ...(memberNumber !== undefined && { memberNumber }),
        ...(bibId !== undefined && { bibId }),
        ...(libraryId !== null && { libraryId }),
        ...(status !== undefined && { status }),
        ...(cursor !== undefined && { cursor }),
      });
    },
  );

  api.get(
    '/holds/:id',
    {
      config: { access: { may: 'loans.read', orMember: true } },
      schema: { tags, summary: 'One hold', params: idParam, response: { 200: holdSchema } },
    },
    async (request) => getHold(request.ctx, request.params.id),
  );

  api.delete(
    '/holds/:id',
    {
      config: { access: { may: 'holds.place', orMember: true } },
      schema: {
        tags,
        summary: 'End a hold that is not wanted any more; its copy serves the next',
        params: idParam,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await cancelHold(request.ctx, request.params.id);
      return reply.code(204).send(null);
    },
  );

  api.put(
    '/holds/:id/suspension',
    {
      config: { access: { may: 'holds.place', orMember: true } },
      schema: {
        tags,
        summary: 'Let others go first, until a day or until it is resumed',
        params: idParam,
        body: z.object({ until: day.nullish() }).nullish(),
        response: { 200: holdSchema },
      },
    },
    async (request) => suspendHold(request.ctx, { holdId: request.params.id, until: request.body?.until ?? null }),
  );

  api.delete(
    '/holds/:id/suspension',
    {
      config: { access: { may: 'holds.place', orMember: true } },
      schema: { tags, summary: 'It counts again', params: idParam, response: { 200: holdSchema } },
    },
    async (request) => resumeHold(request.ctx, request.params.id),
  );

  api.post(
    '/holds/:id/move',
    {
      config: { access: { may: 'holds.move' } },
      schema: {
        tags,
        summary: 'Give a hold another position in its queue',
        params: idParam,
        body: z.object({ position: z.number().int().min(1) }),
        response: { 200: holdSchema },
      },
    },
    async (request) => moveHold(request.ctx, { holdId: request.params.id, position: request.body.position }),
  );

  api.post(
    '/holds/:id/extend',
    {
      config: { access: { may: 'holds.place' } },
      schema: {
        tags,
        summary: 'Keep a copy on the hold shelf for longer',
        params: idParam,
        body: z.object({ days: z.number().int().min(1).max(30) }),
        response: { 200: holdSchema },
      },
    },
    async (request) => extendHold(request.ctx, { holdId: request.params.id, days: request.body.days }),
  );

  api.get(
    '/pull-list',
    {
      config: { access: { may: 'loans.read' } },
      schema: {
        tags,
        summary: 'What a library fetches from its shelves for people who wait',
        querystring: z.object({ library: libraryRef, ...pageQuery }),
        response: {
          200: listOf(
            z.object({
              itemBarcode: z.string(),
              callNumber: z.string().nullable(),
              spaceName: z.string().nullable(),
              hold: holdSchema,
            }),
          ),
        },
      },
    },
    async ({ ctx, query: { library, ...page } }) => {
      const { id } = await resolveLibrary(ctx, library);
      return cutPage(await pullList(ctx, id), page, (one) => one.hold.id);
    },
  );

  api.post(
    '/pull-list/report-missing',
    {
      config: { access: { may: 'loans.check_in' } },
      schema: {
        tags,
        summary: 'A copy is not where it should be: it is missing, and another one is looked for',
        body: z.object({ itemBarcode: code }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await reportNotOnShelf(request.ctx, request.body.itemBarcode);
      return reply.code(204).send(null);
    },
  );
}
