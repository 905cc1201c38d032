import { z } from 'zod';
import { libraryName, libraryParam, resolveLibrary } from '#modules/ground/libraries';
import { idParam, isoInstant, listOf, pageQuery, type ApiModule } from '#platform/requests/http';
import { originOf } from '#platform/requests/site-origin';
import { PRINT_KINDS } from './client.ts';
import { getLayout, saveLayout } from './layouts.ts';
import { makeBatch } from './make-batch.ts';
import { batchPdf } from './print-batch.ts';
import { batchInput, layoutInput, sheetInput } from './schema.ts';
import { getBatch, listBatches, markPrinted } from './view-batches.ts';

const layoutSchema = z.object({
  ...layoutInput.shape,
  sheet: z.object(sheetInput.shape).describe('millimetres; columns and rows count labels'),
  lines: z.array(z.string()),
});
const batchSchema = z.object({
  id: z.number(),
  kind: z.enum(PRINT_KINDS),
  library: libraryName,
  layout: layoutSchema,
  startAt: z.number().describe('the first label to use on the first sheet, from 1'),
  subjects: z.number(),
  createdAt: isoInstant,
  createdBy: z.string(),
  printedAt: isoInstant.nullable().describe('somebody has seen the sheets come out right'),
});

/** Labels, cards, signs and posters as PDF. */
const printingApi: ApiModule = (api, { config, storage }) => {
  const tags = ['printing'];
  const kindAtLibrary = libraryParam.extend({ kind: z.enum(PRINT_KINDS) });

  api.get(
    '/libraries/:library/print-batches',
    {
      config: { access: { may: 'printing.print' } },
      schema: {
        tags,
        summary: 'Batches of a library, the newest first',
        params: libraryParam,
        querystring: z.object(pageQuery),
        response: { 200: listOf(batchSchema) },
      },
    },
    async ({ ctx, params, query: { cursor, limit } }) =>
      listBatches(ctx, (await resolveLibrary(ctx, params.library)).id, {
        limit,
        ...(cursor !== undefined && { cursor }),
      }),
  );
  api.post(
    '/libraries/:library/print-batches',
    {
      config: { access: { may: 'printing.print' } },
      schema: {
        tags,
        summary: 'Choose labels to be printed together',
        params: libraryParam,
        body: batchInput,
        response: { 201: batchSchema },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const id = await makeBatch(ctx, (await resolveLibrary(ctx, params.library)).id, body);
      return reply.code(201).send(await getBatch(ctx, id));
    },
  );
  api.get(
    '/print-batches/:id',
    {
      config: { access: { may: 'printing.print' } },
      schema: { tags, summary: 'A batch', params: idParam, response: { 200: batchSchema } },
    },
    async ({ ctx, params }) => getBatch(ctx, params.id),
  );
  api.get(
    '/print-batches/:id/pdf',
    {
      config: { access: { may: 'printing.print' } },
      schema: { tags, summary: 'A batch as PDF, every label at its millimetre', params: idParam },
    },
    async (request, reply) => {
      const origin = originOf(config, request);
      const { fileName, body } = await batchPdf(request.ctx, { config, storage, origin }, request.params.id);
      void reply.type('application/pdf').header('content-disposition', `inline; filename="${fileName}"`);
      return reply.send(Buffer.from(body));
    },
  );
  api.post(
    '/print-batches/:id/mark-printed',
    {
      config: { access: { may: 'printing.print' } },
      schema: {
        tags,
        summary: 'Note that a batch came out right, or did not after all',
        params: idParam,
        body: z.object({ printed: z.boolean() }),
        response: { 200: batchSchema },
      },
    },
    async ({ ctx, params, body }) => {
      await markPrinted(ctx, params.id, body.printed);
      return getBatch(ctx, params.id);
    },
  );
  api.get(
    '/libraries/:library/print-layouts/:kind',
    {
      config: { access: { may: 'printing.print' } },
      schema: { tags, summary: 'How a library prints', params: kindAtLibrary, response: { 200: layoutSchema } },
    },
    async ({ ctx, params }) => getLayout(ctx, (await resolveLibrary(ctx, params.library)).id, params.kind),
  );
  api.put(
    '/libraries/:library/print-layouts/:kind',
    {
      config: { access: { may: 'printing.layouts' } },
      schema: {
        tags,
        summary: 'Set how a library prints; null = the usual again',
        params: kindAtLibrary,
        body: layoutInput.nullable(),
        response: { 200: layoutSchema },
      },
    },
    async ({ ctx, params, body }) => saveLayout(ctx, (await resolveLibrary(ctx, params.library)).id, params.kind, body),
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [printingApi];
