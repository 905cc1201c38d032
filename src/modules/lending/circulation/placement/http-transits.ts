import { z } from 'zod';
import { libraryName, libraryRef, resolveLibrary, resolveLibraryId } from '#modules/ground/libraries';
import { isoInstant, listOf, pageQuery, type Api } from '#platform/requests/http';
import { sentenceOf } from '#platform/requests/problem';
import type { Ctx } from '#platform/context';
import { TRANSIT_REASONS } from '../client.ts';
import { holdSchema } from '../holds/http-holds.ts';
import type { Notice } from '../lend-support.ts';
import { listTransits } from '../holds/list-holds.ts';
import { placementNotices } from './placement-notices.ts';
import { receiveItem } from './receive-item.ts';
import { sendBox, sendItem } from './send-items.ts';

const transitSchema = z.object({
  id: z.number(),
  itemBarcode: z.string(),
  callNumber: z.string().nullable(),
  bibId: z.number(),
  title: z.string(),
  fromLibrary: libraryName,
  toLibrary: libraryName,
  reason: z.enum(TRANSIT_REASONS),
  holdId: z.number().nullable(),
  box: z.string().nullable(),
  requestedAt: isoInstant,
  sentAt: isoInstant.nullable().describe('null = it lies ready'),
  receivedAt: isoInstant.nullable(),
  cancelledAt: isoInstant.nullable(),
});
/** Where a copy goes now. */
export const placementSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('shelf') }),
  z
    .object({
      kind: z.literal('bulk_loan'),
      unit: z.object({ id: z.number(), code: z.string(), name: z.string() }).describe('where its box stands'),
    })
    .describe('it is of a bulk loan: take it back with POST /bulk-loans/return-copy, or send it to the unit'),
  z
    .object({
      kind: z.literal('program'),
      program: z.object({
        id: z.number(),
        title: z.string(),
        sessionTitle: z.string(),
        until: isoInstant.nullable(),
        library: libraryName,
      }),
    })
    .describe('it is set aside for a programme: into its room'),
  z.object({ kind: z.literal('hold_shelf'), hold: holdSchema }),
  z.object({ kind: z.literal('to_library'), transit: transitSchema, hold: holdSchema.nullable() }),
]);
/** What is worth saying without refusing: a stable code and a sentence. */
export const messagesSchema = z.array(z.object({ code: z.string(), text: z.string() }));
export const inWords = (notices: readonly Notice[], { locale }: Ctx) =>
  notices.map(({ code: stable, params }) => ({
    code: stable,
    text: sentenceOf('notice', stable, params, locale) ?? stable,
  }));

const code = z.string().trim().min(1).max(100);

/** Journeys of copies between libraries. */
export function transitRoutes(api: Api): void {
  const tags = ['transits'];

  api.get(
    '/transits',
    {
      config: { access: { may: 'loans.read' } },
      schema: {
        tags,
        summary: 'Copies on their way, newest first',
        querystring: z.object({
          fromLibrary: libraryRef.optional(),
          toLibrary: libraryRef.optional(),
          sent: z.stringbool().optional().describe('false = those that lie ready, true = those on the road'),
          all: z.stringbool().optional().describe('true = those that have ended too'),
          ...pageQuery,
        }),
        response: { 200: listOf(transitSchema) },
      },
    },
    async (request) => {
      const { fromLibrary, toLibrary, sent, all, cursor, limit } = request.query;
      const fromLibraryId = await resolveLibraryId(request.ctx, fromLibrary, 'fromLibrary');
      const toLibraryId = await resolveLibraryId(request.ctx, toLibrary, 'toLibrary');
      return listTransits(request.ctx, {
        limit,
        ...(fromLibraryId !== null && { fromLibraryId }),
        ...(toLibraryId !== null && { toLibraryId }),
        ...(sent !== undefined && { sent }),
        ...(all !== undefined && { all }),
        ...(cursor !== undefined && { cursor }),
      });
    },
  );

  api.post(
    '/transits',
    {
      config: { access: { may: 'transits.send' } },
      schema: {
        tags,
        summary: 'Lay a copy ready for another library',
        body: z.object({ itemBarcode: code, toLibrary: libraryRef, fromLibrary: libraryRef.optional() }),
        response: { 201: transitSchema },
      },
    },
    async (request, reply) => {
      const { itemBarcode, toLibrary, fromLibrary } = request.body;
      const to = await resolveLibrary(request.ctx, toLibrary, 'toLibrary');
      const fromLibraryId = await resolveLibraryId(request.ctx, fromLibrary, 'fromLibrary');
      return reply.code(201).send(await sendItem(request.ctx, { itemBarcode, toLibraryId: to.id, fromLibraryId }));
    },
  );

  api.post(
    '/transits/send',
    {
      config: { access: { may: 'transits.send' } },
      schema: {
        tags,
        summary: 'A box leaves: what lies ready is on the road from now on',
        body: z.object({
          fromLibrary: libraryRef,
          toLibrary: libraryRef.optional(),
          ids: z.array(z.number().int().positive()).max(500).optional(),
          box: z.string().max(40).optional(),
        }),
        response: { 200: listOf(transitSchema) },
      },
    },
    async (request) => {
      const { fromLibrary, toLibrary, ids = null, box = null } = request.body;
      const from = await resolveLibrary(request.ctx, fromLibrary, 'fromLibrary');
      const toLibraryId = await resolveLibraryId(request.ctx, toLibrary, 'toLibrary');
      return { data: await sendBox(request.ctx, { fromLibraryId: from.id, toLibraryId, ids, box }), next: null };
    },
  );

  api.post(
    '/transits/receive',
    {
      config: { access: { may: 'loans.check_in' } },
      schema: {
        tags,
        summary: 'Take in a copy that nobody has on loan: from a box, or from a shelf for who waits',
        body: z.object({ itemBarcode: code, library: libraryRef }),
        response: { 200: z.object({ placement: placementSchema, messages: messagesSchema }) },
      },
    },
    async (request) => {
      const { itemBarcode, library } = request.body;
      const libraryId = await resolveLibraryId(request.ctx, library);
      const { placement } = await receiveItem(request.ctx, { itemBarcode, libraryId });
      return { placement, messages: inWords(placementNotices(placement, request.ctx), request.ctx) };
    },
  );
}
