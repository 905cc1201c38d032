import { z } from 'zod';
import { libraryName, libraryRef, resolveLibrary, type LibraryRef } from '#modules/ground/libraries';
import { day } from '#platform/requests/bounds';
import type { Ctx } from '#platform/context';
import { decodeCursor, idParam, isoInstant, listOf, pageQuery, toPage, type ApiModule } from '#platform/requests/http';
import { accessionRegister, registerPdf } from './accession-register.ts';
import { askRegisterSheet } from './ask-sheets.ts';
import { WEEDING_DECISIONS, WEEDING_GROUNDS, WEEDING_STATUSES } from './client.ts';
import { keptRules, weedingDecisionInput, weedingInput } from './schema.ts';
import { startWeeding } from './start-weeding.ts';
import { getWeeding, listWeedingCopies, listWeedings, weedingMinutesPdf } from './view-weedings.ts';
import { cancelWeeding, decideWeeding, undoWeeded, withdrawWeeded } from './withdraw-weeded.ts';

const weedingSchema = z.object({
  id: z.number(),
  name: z.string(),
  library: libraryName,
  status: z.enum(WEEDING_STATUSES),
  rules: keptRules,
  copies: z.number(),
  decided: z.number(),
  createdAt: isoInstant,
  createdBy: z.string(),
  endedAt: isoInstant.nullable(),
  endedBy: z.string().nullable(),
  minutesNumber: z.string().nullable(),
});
const copySchema = z.object({
  barcode: z.string(),
  accessionNumber: z.string(),
  callNumber: z.string().nullable(),
  bibId: z.number(),
  title: z.string(),
  year: z.number().nullable(),
  price: z.number().nullable().describe('whole rupiah'),
  grounds: z.array(z.enum(WEEDING_GROUNDS)),
  lastLoanAt: isoInstant.nullable(),
  lastCopy: z.boolean().describe('the network has no other copy'),
  decision: z.enum(WEEDING_DECISIONS).nullable(),
  reason: z.string().nullable(),
  decidedBy: z.string().nullable(),
  withdrawnAt: isoInstant.nullable(),
  undoneAt: isoInstant.nullable(),
});
const lineSchema = z.object({
  receivedOn: z.string(),
  accessionNumber: z.string(),
  title: z.string(),
  author: z.string().nullable(),
  edition: z.string().nullable(),
  place: z.string().nullable(),
  publisher: z.string().nullable(),
  year: z.number().nullable(),
  source: z.string().nullable(),
  supplier: z.string().nullable(),
  languages: z.string(),
  price: z.number().nullable().describe('whole rupiah'),
  ddc: z.string().nullable(),
  status: z.string(),
  minutesNumber: z.string().nullable(),
});
const code = z.string().trim().min(1).max(100);
const afterItem = z.tuple([z.number().int()]);
const registerQuery = z.object({ library: libraryRef, from: day, to: day });

/** Weeding (lists by rules, decisions, minutes) and the accession register. */
export const weedingApi: ApiModule = (api, { config, heavy }) => {
  const tags = ['weeding'];
  const libraryIdOf = async (ctx: Ctx, library: LibraryRef): Promise<number> => (await resolveLibrary(ctx, library)).id;
  const say = { tags, params: idParam, response: { 200: weedingSchema } };

  api.get(
    '/weedings',
    {
      config: { access: { may: 'items.withdraw' } },
      schema: {
        tags,
        summary: 'Lists of copies that may leave, the newest first',
        querystring: z.object({ library: libraryRef, ...pageQuery }),
        response: { 200: listOf(weedingSchema) },
      },
    },
    async ({ ctx, query: { library, cursor, limit } }) => {
      const [beforeId = null] = decodeCursor(cursor, afterItem) ?? [];
      const found = await listWeedings(ctx, await libraryIdOf(ctx, library), { beforeId, limit: limit + 1 });
      return toPage(found, limit, (one) => [one.id]);
    },
  );
  api.post(
    '/weedings',
    {
      config: { access: { may: 'items.withdraw' } },
      schema: {
        tags,
        summary: 'Make a list by rules; local and rare items and what somebody has are never on it',
        body: weedingInput.safeExtend({ library: libraryRef }),
        response: { 201: weedingSchema },
      },
    },
    async ({ ctx, body: { library, ...input } }, reply) =>
      reply.code(201).send(await getWeeding(ctx, await startWeeding(ctx, await libraryIdOf(ctx, library), input))),
  );
  api.get(
    '/weedings/:id',
    { config: { access: { may: 'items.withdraw' } }, schema: { ...say, summary: 'A list' } },
    async ({ ctx, params }) => getWeeding(ctx, params.id),
  );
  api.get(
    '/weedings/:id/copies',
    {
      config: { access: { may: 'items.withdraw' } },
      schema: {
        tags,
        summary: 'Copies of a list, in the order of the shelves',
        params: idParam,
        querystring: z.object({
          decision: z.enum([...WEEDING_DECISIONS, 'open']).optional(),
          ...pageQuery,
        }),
        response: { 200: listOf(copySchema) },
      },
    },
    async ({ ctx, params, query: { decision, cursor, limit } }) => {
      const [afterItemId = null] = decodeCursor(cursor, afterItem) ?? [];
      const filter = { afterItemId, limit: limit + 1, ...(decision !== undefined && { decision }) };
      return toPage(await listWeedingCopies(ctx, params.id, filter), limit, (one) => [one.itemId]);
    },
  );
  api.post(
    '/weedings/:id/decide',
    {
      config: { access: { may: 'items.withdraw' } },
      schema: { ...say, summary: 'Copies stay, leave with a reason, or are open again', body: weedingDecisionInput },
    },
    async ({ ctx, params, body }) => {
      await decideWeeding(ctx, params.id, body);
      return getWeeding(ctx, params.id);
    },
  );
  api.post(
    '/weedings/:id/withdraw',
    {
      config: { access: { may: 'items.withdraw' } },
      schema: {
        tags,
        summary: 'Take out of the collection what was decided to leave, in one step',
        params: idParam,
        response: {
          200: z.object({
            minutesNumber: z.string(),
            withdrawn: z.number(),
            leftAlone: z.number().describe('lent or set aside meanwhile'),
          }),
        },
      },
    },
    async ({ ctx, params }) => withdrawWeeded(ctx, params.id),
  );
  api.delete(
    '/weedings/:id/withdrawals/:barcode',
    {
      config: { access: { may: 'items.withdraw' } },
      schema: {
        tags,
        summary: 'One copy comes back into the collection',
        params: idParam.extend({ barcode: code }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params }, reply) => {
      await undoWeeded(ctx, params.id, params.barcode);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/weedings/:id/cancel',
    { config: { access: { may: 'items.withdraw' } }, schema: { ...say, summary: 'Call a list off: nothing leaves' } },
    async ({ ctx, params }) => {
      await cancelWeeding(ctx, params.id);
      return getWeeding(ctx, params.id);
    },
  );
  api.get(
    '/weedings/:id/minutes',
    { config: { access: { may: 'items.withdraw' } }, schema: { tags, summary: 'The minutes as PDF', params: idParam } },
    async ({ ctx, params }, reply) => {
      const { fileName, mediaType, body } = await weedingMinutesPdf(ctx, config, params.id);
      void reply.type(mediaType).header('content-disposition', `inline; filename="${fileName}"`);
      return reply.send(Buffer.from(body));
    },
  );

  api.get(
    '/accession-register',
    {
      config: { access: { may: 'catalog.read' } },
      schema: {
        tags,
        summary: 'The accession register (buku induk) of a library for a period',
        querystring: registerQuery.extend(pageQuery),
        response: { 200: listOf(lineSchema) },
      },
    },
    async ({ ctx, query: { library, cursor, limit, ...period } }) => {
      const [afterItemId = null] = decodeCursor(cursor, afterItem) ?? [];
      const lines = await accessionRegister(ctx, await libraryIdOf(ctx, library), period, limit + 1, afterItemId);
      return toPage(lines, limit, (line) => [line.itemId]);
    },
  );
  api.get(
    '/accession-register/pdf',
    {
      config: { access: { may: 'catalog.read' } },
      schema: { tags, summary: 'The register (pdf)', querystring: registerQuery },
    },
    async ({ ctx, query: { library, ...period } }, reply) => {
      const libraryId = await libraryIdOf(ctx, library);
      const { fileName, mediaType, body } = await registerPdf(ctx, config, libraryId, period);
      void reply.type(mediaType).header('content-disposition', `inline; filename="${fileName}"`);
      return reply.send(Buffer.from(body));
    },
  );
  api.get(
    '/accession-register/sheet',
    {
      config: { access: { may: 'catalog.read' } },
      schema: { tags, summary: 'The register (sheet)', querystring: registerQuery },
    },
    async ({ ctx, query: { library, ...period } }, reply) => {
      const libraryId = await libraryIdOf(ctx, library);
      const { fileName, mediaType, body } = await askRegisterSheet(ctx, heavy, libraryId, period);
      void reply.type(mediaType).header('content-disposition', `attachment; filename="${fileName}"`);
      return reply.send(body);
    },
  );
};
