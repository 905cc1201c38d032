import { z } from 'zod';
import { libraryName, libraryRef, resolveLibrary, type LibraryRef } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import {
  cutPage,
  decodeCursor,
  idParam,
  isoInstant,
  listOf,
  pageQuery,
  toPage,
  type ApiModule,
} from '#platform/requests/http';
import { askStocktakeSheet } from './ask-sheets.ts';
import { approveStocktake, undoResult } from './approve-stocktake.ts';
import { COPY_STATES, RESULT_KINDS, SCAN_OUTCOMES, STOCKTAKE_STATUSES } from './client.ts';
import { cancelStocktake, finishShelf } from './end-stocktake.ts';
import { readShelf } from './read-shelf.ts';
import { listScans, markMoved, recordScans, undoScan } from './record-scans.ts';
import { approvalInput, readingInput, scansInput, stocktakeInput } from './schema.ts';
import { startStocktake } from './start-stocktake.ts';
import { notFoundPdf, stocktakeMinutesPdf, type StocktakeFile } from './stocktake-files.ts';
import { getStocktake, listResults, listStocktakeCopies, listStocktakes } from './view-stocktakes.ts';
import { weedingApi } from './http-weeding.ts';

const place = z.object({ id: z.number(), code: z.string(), name: z.string() });
const stocktakeSchema = z.object({
  id: z.number(),
  name: z.string(),
  library: libraryName,
  status: z.enum(STOCKTAKE_STATUSES),
  spaces: z.array(place).describe('the scope; empty = all'),
  classFrom: z.string().nullable(),
  classTo: z.string().nullable(),
  itemType: z.string().nullable(),
  startedAt: isoInstant,
  startedBy: z.string(),
  endedAt: isoInstant.nullable(),
  endedBy: z.string().nullable(),
  minutesNumber: z.string().nullable(),
  brought: z
    .object({
      from: z.string(),
      expected: z.number().nullable(),
      found: z.number().nullable(),
      notFound: z.number().nullable(),
      lent: z.number().nullable(),
    })
    .nullable()
    .describe('another system has finished it, and these are its figures; null = it was done here'),
});
const detailSchema = stocktakeSchema.extend({
  expected: z.number(),
  counts: z.record(z.enum(COPY_STATES), z.number()),
  strays: z.object({ unknown: z.number(), withdrawn: z.number(), outOfScope: z.number() }),
  shelves: z.array(
    z.object({
      place: place.nullable(),
      expected: z.number(),
      settled: z.number().describe('seen, or rightly away'),
      notFound: z.number(),
      doneBy: z.string().nullable(),
      lastBy: z.string().nullable(),
      lastAt: isoInstant.nullable(),
    }),
  ),
  revision: z.number().describe('how often its scans changed; an approval says which state it saw'),
});
const answerSchema = z.object({
  nonce: z.string(),
  outcome: z.enum([...SCAN_OUTCOMES, 'unreadable']).describe('`unreadable`: not kept, and never will be'),
  barcode: z.string(),
  again: z.boolean().describe('it was counted already'),
  title: z.string().nullable(),
  callNumber: z.string().nullable(),
  place: place.nullable().describe('where it belongs'),
  neighbour: z
    .object({ title: z.string(), callNumber: z.string().nullable(), side: z.enum(['after', 'before']) })
    .nullable()
    .describe('the book beside which it belongs, for a misplaced one'),
  scannedAt: isoInstant,
  moved: z.boolean(),
});
const copySchema = z.object({
  barcode: z.string(),
  bibId: z.number(),
  title: z.string(),
  callNumber: z.string().nullable(),
  accessionNumber: z.string(),
  price: z.number().nullable().describe('whole rupiah'),
  state: z.enum(COPY_STATES),
  place: place.nullable(),
  seenAt: place.nullable(),
  lastLoanAt: isoInstant.nullable(),
});
const shown = z.object({ barcode: z.string(), title: z.string(), callNumber: z.string().nullable() });
const code = z.string().trim().min(1).max(100);
const nonceParam = idParam.extend({ nonce: z.uuid() });

/** Stocktakes: what should be there, what is, and what is made of it; and shelves read in order. */
const stocktakeApi: ApiModule = (api, { config, heavy }) => {
  const tags = ['stocktakes'];
  const libraryIdOf = async (ctx: Ctx, library: LibraryRef): Promise<number> => (await resolveLibrary(ctx, library)).id;

  api.get(
    '/stocktakes',
    {
      config: { access: { may: 'stocktakes.run' } },
      schema: {
        tags,
        summary: 'Stocktakes, newest first',
        querystring: z.object({ library: libraryRef.optional(), ...pageQuery }),
        response: { 200: listOf(stocktakeSchema) },
      },
    },
    async ({ ctx, query: { library, cursor, limit } }) =>
      listStocktakes(ctx, {
        limit,
        ...(library !== undefined && { libraryId: await libraryIdOf(ctx, library) }),
        ...(cursor !== undefined && { cursor }),
      }),
  );
  api.post(
    '/stocktakes',
    {
      config: { access: { may: 'stocktakes.run' } },
      schema: {
        tags,
        summary: 'Start a stocktake: the copies in its scope are listed as they are now',
        body: stocktakeInput.extend({ library: libraryRef }),
        response: { 201: detailSchema },
      },
    },
    async ({ ctx, body: { library, ...input } }, reply) =>
      reply.code(201).send(await getStocktake(ctx, await startStocktake(ctx, await libraryIdOf(ctx, library), input))),
  );
  api.get(
    '/stocktakes/:id',
    {
      config: { access: { may: 'stocktakes.run' } },
      schema: { tags, summary: 'A stocktake and how far it is', params: idParam, response: { 200: detailSchema } },
    },
    async ({ ctx, params }) => getStocktake(ctx, params.id),
  );
  api.get(
    '/stocktakes/:id/copies',
    {
      config: { access: { may: 'stocktakes.run' } },
      schema: {
        tags,
        summary: 'Copies of the list, in the order of the shelves',
        params: idParam,
        querystring: z.object({
          state: z.enum(COPY_STATES).optional(),
          ...pageQuery,
        }),
        response: { 200: listOf(copySchema) },
      },
    },
    async ({ ctx, params, query: { state, cursor, limit } }) => {
      const [afterItemId = null] = decodeCursor(cursor, z.tuple([z.number().int()])) ?? [];
      const filter = { afterItemId, limit: limit + 1, ...(state !== undefined && { states: [state] }) };
      return toPage(await listStocktakeCopies(ctx, params.id, filter), limit, (one) => [one.itemId]);
    },
  );
  api.post(
    '/stocktakes/:id/scans',
    {
      config: { access: { may: 'stocktakes.run' } },
      schema: {
        tags,
        summary: 'Keep scans, also those gathered offline; the same nonce is kept once and answered as before',
        params: idParam,
        body: scansInput,
        response: { 200: listOf(answerSchema) },
      },
    },
    async ({ ctx, params, body }) => ({ data: await recordScans(ctx, params.id, body), next: null }),
  );
  api.get(
    '/stocktakes/:id/scans',
    {
      config: { access: { may: 'stocktakes.run' } },
      schema: {
        tags,
        summary: 'The last scans, the newest first',
        params: idParam,
        querystring: z.object({
          device: z.string().max(60).optional(),
          ...pageQuery,
        }),
        response: { 200: listOf(answerSchema) },
      },
    },
    async ({ ctx, params, query: { device, cursor, limit } }) => {
      const [before] = decodeCursor(cursor, z.tuple([z.uuid()])) ?? [];
      const filter = { limit: limit + 1, ...(device !== undefined && { device }), ...(before && { before }) };
      return toPage(await listScans(ctx, params.id, filter), limit, (one) => [one.nonce]);
    },
  );
  api.delete(
    '/stocktakes/:id/scans/:nonce',
    {
      config: { access: { may: 'stocktakes.run' } },
      schema: { tags, summary: 'Take a scan back', params: nonceParam, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      await undoScan(ctx, params.id, params.nonce);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/stocktakes/:id/scans/:nonce/mark-moved',
    {
      config: { access: { may: 'stocktakes.run' } },
      schema: {
        tags,
        summary: 'A misplaced copy was carried to its shelf',
        params: nonceParam,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params }, reply) => {
      await markMoved(ctx, params.id, params.nonce);
      return reply.code(204).send(null);
    },
  );
  api.put(
    '/stocktakes/:id/shelves/:space',
    {
      config: { access: { may: 'stocktakes.run' } },
      schema: {
        tags,
        summary: 'A shelf is finished, or not after all',
        params: idParam.extend({ space: code }),
        body: z.object({ done: z.boolean() }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await finishShelf(ctx, params.id, params.space, body.done);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/stocktakes/:id/approve',
    {
      config: { access: { may: 'stocktakes.approve' } },
      schema: {
        tags,
        summary: 'Make states of copies out of what was found, in one step, and end the stocktake',
        params: idParam,
        body: approvalInput,
        response: {
          200: z.object({
            minutesNumber: z.string(),
            changed: z.record(z.enum(RESULT_KINDS), z.number()),
            leftAlone: z.number().describe('changed by somebody else meanwhile'),
          }),
        },
      },
    },
    async ({ ctx, params, body }) => approveStocktake(ctx, params.id, body),
  );
  api.get(
    '/stocktakes/:id/results',
    {
      config: { access: { may: 'stocktakes.run' } },
      schema: {
        tags,
        summary: 'What the approval changed',
        params: idParam,
        querystring: z.object(pageQuery),
        response: {
          200: listOf(
            shown.extend({
              kind: z.enum(RESULT_KINDS),
              undoneAt: isoInstant.nullable(),
              undoneBy: z.string().nullable(),
            }),
          ),
        },
      },
    },
    async ({ ctx, params, query }) => cutPage(await listResults(ctx, params.id), query, (one) => one.barcode),
  );
  api.delete(
    '/stocktakes/:id/results/:barcode',
    {
      config: { access: { may: 'stocktakes.approve' } },
      schema: {
        tags,
        summary: 'Take one result back: the copy is as before',
        params: idParam.extend({ barcode: code }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params }, reply) => {
      await undoResult(ctx, params.id, params.barcode);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/stocktakes/:id/cancel',
    {
      config: { access: { may: 'stocktakes.run' } },
      schema: { tags, summary: 'Call a stocktake off', params: idParam, response: { 200: detailSchema } },
    },
    async ({ ctx, params }) => {
      await cancelStocktake(ctx, params.id);
      return getStocktake(ctx, params.id);
    },
  );
  const papers: Record<string, { summary: string; make: (ctx: Ctx, id: number) => Promise<StocktakeFile> }> = {
    minutes: { summary: 'The minutes as PDF', make: async (ctx, id) => stocktakeMinutesPdf(ctx, config, id) },
    'not-found': { summary: 'What was not found yet, as PDF', make: async (ctx, id) => notFoundPdf(ctx, config, id) },
  };
  for (const [path, { summary, make }] of Object.entries(papers)) {
    api.get(
      `/stocktakes/:id/${path}`,
      { config: { access: { may: 'stocktakes.run' } }, schema: { tags, summary, params: idParam } },
      async ({ ctx, params }, reply) => {
        const { fileName, mediaType, body } = await make(ctx, params.id);
        void reply.type(mediaType).header('content-disposition', `inline; filename="${fileName}"`);
        return reply.send(Buffer.from(body));
      },
    );
  }
  api.get(
    '/stocktakes/:id/sheet',
    {
      config: { access: { may: 'stocktakes.run' } },
      schema: { tags, summary: 'What was not found, as XLSX', params: idParam },
    },
    async ({ ctx, params }, reply) => {
      const { fileName, mediaType, body } = await askStocktakeSheet(ctx, heavy, params.id);
      void reply.type(mediaType).header('content-disposition', `attachment; filename="${fileName}"`);
      return reply.send(body);
    },
  );
  api.post(
    '/shelf-readings',
    {
      config: { access: { may: 'stocktakes.run' } },
      schema: {
        tags,
        summary: 'A shelf read from left to right: which books are out of order, so that the fewest are moved',
        body: readingInput,
        response: {
          200: z.object({
            copies: z.array(shown.extend({ move: z.object({ after: shown.nullable() }).nullable() })),
            unknown: z.array(z.string()).describe('no copy, or one without a call number'),
          }),
        },
      },
    },
    async ({ ctx, body }) => readShelf(ctx, body),
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [stocktakeApi, weedingApi];
