import { z } from 'zod';
import { libraryRef, resolveLibrary, type LibraryRef } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { idParam, listOf, pageQuery, type ApiModule } from '#platform/requests/http';
import { originOf } from '#platform/requests/site-origin';
import { boxLabelsPdf, bulkLoanSlipPdf } from './bulk-loan-pdf.ts';
import { BULK_LOAN_STATUSES } from './client.ts';
import { createBulkLoan } from './create-bulk-loan.ts';
import { bulkLoanErrors } from './errors.ts';
import { exchangeBoxes } from './exchange-boxes.ts';
import { extendBulkLoan } from './extend-bulk-loan.ts';
import { handOver } from './hand-over.ts';
import { addBox, packCopy, unpackCopy } from './pack-box.ts';
import { requestRoutes } from './http-requests.ts';
import { bulkLoanSchema, detailSchema } from './http-schemas.ts';
import { bulkLoanInput, extensionInput, missingInput } from './schema.ts';
import { cancelBulkLoan, reportMissing, takeBackCopy } from './take-back.ts';
import { findBoxOfCopy, getBulkLoan, listBulkLoans } from './view-bulk-loans.ts';

const code = z.string().trim().min(1).max(100);
const place = z.enum(['shelf', 'hold_shelf', 'to_library']).describe('where the copy goes now');
const boxParam = z.object({ box: code });
const flag = z.stringbool().optional();

/** Many copies to one borrower under one agreement, box by box. */
const bulkLoansApi: ApiModule = (api, { config }) => {
  const tags = ['bulk-loans'];
  const libraryIdOf = async (ctx: Ctx, library: LibraryRef | undefined): Promise<number | null> =>
    library === undefined ? ctx.libraryId : (await resolveLibrary(ctx, library)).id;

  requestRoutes(api);
  api.get(
    '/bulk-loans',
    {
      config: { access: { may: 'loans.read' } },
      schema: {
        tags,
        summary: 'Bulk loans, newest first; a library sees what it lends and what it has received',
        querystring: z.object({
          library: libraryRef.optional(),
          receiverMember: code.optional(),
          status: z.enum(BULK_LOAN_STATUSES).optional(),
          overdue: flag.describe('true = only those whose last day has passed'),
          all: flag.describe('true = ended ones too'),
          ...pageQuery,
        }),
        response: { 200: listOf(bulkLoanSchema) },
      },
    },
    async ({ ctx, query: { library, receiverMember, status, overdue, all, cursor, limit } }) =>
      listBulkLoans(ctx, {
        limit,
        ...(library !== undefined && { libraryId: (await resolveLibrary(ctx, library)).id }),
        ...(receiverMember !== undefined && { receiverMember }),
        ...(status !== undefined && { status }),
        ...(overdue !== undefined && { overdue }),
        ...(all !== undefined && { all }),
        ...(cursor !== undefined && { cursor }),
      }),
  );
  api.post(
    '/bulk-loans',
    {
      config: { access: { may: 'bulk_loans.manage' } },
      schema: {
        tags,
        summary: 'Write an agreement down; its first box is there to be packed',
        body: bulkLoanInput.safeExtend({ library: libraryRef.describe('whose copies they will be') }),
        response: { 201: detailSchema },
      },
    },
    async ({ ctx, body: { library, ...input } }, reply) => {
      const { id } = await resolveLibrary(ctx, library);
      return reply.code(201).send(await getBulkLoan(ctx, await createBulkLoan(ctx, id, input)));
    },
  );
  api.get(
    '/bulk-loans/:id',
    {
      config: { access: { may: 'loans.read' } },
      schema: { tags, summary: 'A bulk loan with its boxes', params: idParam, response: { 200: detailSchema } },
    },
    async ({ ctx, params }) => getBulkLoan(ctx, params.id),
  );
  api.post(
    '/bulk-loans/:id/boxes',
    {
      config: { access: { may: 'bulk_loans.manage' } },
      schema: {
        tags,
        summary: 'One more box to pack',
        params: idParam,
        body: z.object({ note: z.string().max(100).default('') }),
        response: { 201: z.object({ code: z.string() }) },
      },
    },
    async ({ ctx, params, body }, reply) => reply.code(201).send({ code: await addBox(ctx, params.id, body.note) }),
  );
  api.post(
    '/bulk-loans/boxes/:box/items',
    {
      config: { access: { may: 'bulk_loans.manage' } },
      schema: {
        tags,
        summary: 'Put a copy into a box',
        params: boxParam,
        body: z.object({ itemBarcode: code }),
        response: { 201: z.object({ barcode: z.string(), title: z.string(), waiting: z.number() }) },
      },
    },
    async ({ ctx, params: { box }, body: { itemBarcode } }, reply) => {
      const { item, waiting } = await packCopy(ctx, { box, itemBarcode });
      return reply.code(201).send({ barcode: item.barcode, title: item.title, waiting });
    },
  );
  api.delete(
    '/bulk-loans/boxes/:box/items/:barcode',
    {
      config: { access: { may: 'bulk_loans.manage' } },
      schema: {
        tags,
        summary: 'Take a copy out of a box that has not left',
        params: boxParam.extend({ barcode: code }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params: { box, barcode: itemBarcode } }, reply) => {
      await unpackCopy(ctx, { box, itemBarcode });
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/bulk-loans/:id/hand-over',
    {
      config: { access: { may: 'bulk_loans.manage' } },
      schema: { tags, summary: 'The packed boxes leave', params: idParam, response: { 200: detailSchema } },
    },
    async ({ ctx, params }) => {
      await handOver(ctx, params.id);
      return getBulkLoan(ctx, params.id);
    },
  );
  api.get(
    '/bulk-loans/copies/:barcode',
    {
      config: { access: { may: 'loans.read' } },
      schema: {
        tags,
        summary: 'In which box of a running bulk loan a copy belongs',
        params: z.object({ barcode: code }),
        response: {
          200: z.object({
            bulkLoanId: z.number(),
            number: z.string(),
            box: z.number(),
            handedOver: z.boolean().describe('false = the box is still being packed'),
          }),
        },
      },
    },
    async ({ ctx, params: { barcode: itemBarcode } }) => {
      const boxed = await findBoxOfCopy(ctx, itemBarcode);
      if (!boxed) throw bulkLoanErrors.notFound();
      return boxed;
    },
  );
  api.post(
    '/bulk-loans/return-copy',
    {
      config: { access: { may: 'loans.check_in' } },
      schema: {
        tags,
        summary: 'Take back one copy, wherever it comes in',
        body: z.object({ itemBarcode: code, library: libraryRef.optional() }),
        response: {
          200: z.object({ bulkLoanId: z.number(), number: z.string(), stillAway: z.number(), placement: place }),
        },
      },
    },
    async ({ ctx, body: { itemBarcode, library } }) => {
      const libraryId = await libraryIdOf(ctx, library);
      const { bulkLoanId, number, stillAway, placement } = await takeBackCopy(ctx, { itemBarcode, libraryId });
      return { bulkLoanId, number, stillAway, placement: placement.kind };
    },
  );
  api.post(
    '/bulk-loans/exchange-boxes',
    {
      config: { access: { may: 'loans.check_in' } },
      schema: {
        tags,
        summary: 'Swap boxes in one step: all that is inside comes back, the new one leaves',
        body: z.object({
          backBox: code,
          newBox: code.nullish(),
          notInside: z.array(code).max(500).default([]),
          library: libraryRef.optional(),
        }),
        response: {
          200: z.object({
            bulkLoanId: z.number(),
            returned: z.number(),
            stillAway: z.array(z.object({ barcode: z.string(), onLoan: z.boolean() })),
            handedOver: z.number(),
            apart: z.array(z.object({ barcode: z.string(), title: z.string(), kind: place })),
          }),
        },
      },
    },
    async ({ ctx, body: { library, newBox = null, ...input } }) =>
      exchangeBoxes(ctx, { ...input, newBox, libraryId: await libraryIdOf(ctx, library) }),
  );
  api.post(
    '/bulk-loans/:id/report-missing',
    {
      config: { access: { may: 'bulk_loans.manage' } },
      schema: {
        tags,
        summary: 'Book what does not come back as lost, or as claimed to be back',
        params: idParam,
        body: missingInput,
        response: { 200: detailSchema },
      },
    },
    async ({ ctx, params, body }) => {
      await reportMissing(ctx, params.id, body);
      return getBulkLoan(ctx, params.id);
    },
  );
  api.post(
    '/bulk-loans/:id/extend',
    {
      config: { access: { may: 'bulk_loans.manage' } },
      schema: {
        tags,
        summary: 'Another last day',
        params: idParam,
        body: extensionInput,
        response: { 200: detailSchema },
      },
    },
    async ({ ctx, params, body }) => {
      await extendBulkLoan(ctx, params.id, body);
      return getBulkLoan(ctx, params.id);
    },
  );
  api.post(
    '/bulk-loans/:id/cancel',
    {
      config: { access: { may: 'bulk_loans.manage' } },
      schema: { tags, summary: 'Call off what has not left', params: idParam, response: { 200: detailSchema } },
    },
    async ({ ctx, params }) => {
      await cancelBulkLoan(ctx, params.id);
      return getBulkLoan(ctx, params.id);
    },
  );
  api.get(
    '/bulk-loans/:id/slip',
    { config: { access: { may: 'loans.read' } }, schema: { tags, summary: 'The slip as PDF', params: idParam } },
    async ({ ctx, params }, reply) => {
      const { fileName, body } = await bulkLoanSlipPdf(ctx, config, params.id);
      void reply.type('application/pdf').header('content-disposition', `inline; filename="${fileName}"`);
      return reply.send(Buffer.from(body));
    },
  );
  api.get(
    '/bulk-loans/:id/labels',
    {
      config: { access: { may: 'loans.read' } },
      schema: { tags, summary: 'Labels for the boxes as PDF', params: idParam },
    },
    async (request, reply) => {
      const origin = originOf(config, request);
      const { fileName, body } = await boxLabelsPdf(request.ctx, config, request.params.id, origin);
      void reply.type('application/pdf').header('content-disposition', `inline; filename="${fileName}"`);
      return reply.send(Buffer.from(body));
    },
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [bulkLoansApi];
