import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { libraryName, libraryRef, resolveLibrary, type LibraryRef } from '#modules/ground/libraries';
import { day } from '#platform/requests/bounds';
import { idParam, isoInstant, listOf, pageQuery, type Api, type ApiModule } from '#platform/requests/http';
import { readRequestKey } from '#platform/requests/request-key';
import { closeCashDay, viewCashDay } from './cash/cash-day.ts';
import { CHARGE_KINDS, CREDIT_KINDS, MONEY_KINDS, PAYMENT_METHODS, PRICE_SOURCES } from './client.ts';
import type { Heavy } from '#platform/background/heavy';
import { askCashTable } from './cash/ask-cash-table.ts';
import { payCharges, refundCredit } from './pay-charges.ts';
import { receiptPdf } from './receipt-pdf.ts';
import { recordCharge } from './record-charge.ts';
import { chargeInput, closingInput, paymentInput, refundInput, voidInput, waiverInput } from './schema.ts';
import { viewCharges } from './view-charges.ts';
import { getReceipt } from './view-receipt.ts';
import { voidPayment } from './void-payment.ts';
import { waiveCharge } from './waive-charge.ts';

const rupiah = z.number().describe('whole rupiah');
const text = z.string().nullable();
const priceSource = z
  .enum(PRICE_SOURCES)
  .nullable()
  .describe(
    "from where the price comes: copy = its own, default = the rules' default price for a copy whose price is not known, rule = a fixed amount of the rules, desk = whoever wrote the bill; null = not said",
  );
const lineSchema = z.object({
  id: z.number(),
  kind: z.enum([...CHARGE_KINDS, ...CREDIT_KINDS, 'refund', 'void']),
  amount: rupiah.describe('whole rupiah; above 0 = the member owes more'),
  left: rupiah.describe('of a charge: still owed; of a credit: not used yet'),
  note: text,
  priceSource,
  reason: text,
  at: isoInstant,
  byName: z.string(),
  library: libraryName,
  ofLineId: z
    .number()
    .nullable()
    .describe('the charge that a waiver, write-off or correction is about; of a void: the payment that it takes back'),
  voidedById: z.number().nullable().describe('of a payment that was taken back: the line that did so'),
  method: z.enum(PAYMENT_METHODS).nullable(),
  reference: text,
  receiptNumber: text,
  toTreasury: z.boolean().describe('the money belongs to the treasury of the city (kas daerah)'),
});
const receiptSchema = z.object({
  id: z.number(),
  kind: z.enum(MONEY_KINDS).describe('void = a payment that was booked by mistake is taken back'),
  number: z.string(),
  at: isoInstant,
  amount: rupiah,
  method: z.enum(PAYMENT_METHODS),
  reference: text,
  reason: text,
  library: libraryName,
  member: z.object({ number: z.string(), fullName: z.string() }),
  byName: z.string(),
  paid: z.array(
    z.object({
      chargeId: z.number(),
      kind: z.enum(CHARGE_KINDS),
      note: text,
      priceSource,
      at: isoInstant,
      amount: rupiah,
      of: rupiah.describe('the whole charge'),
    }),
  ),
  balance: rupiah.describe('what the member owed afterwards'),
  voids: z.object({ id: z.number(), number: z.string() }).nullable().describe('of a void: the payment taken back'),
  voidedBy: z
    .object({ id: z.number(), number: z.string(), at: isoInstant, byName: z.string(), reason: z.string() })
    .nullable()
    .describe('of a payment that was taken back: by which receipt'),
});
const voided = rupiah.describe('payments taken back as booked by mistake, 0 or more');
const methodSum = z.object({ payments: rupiah, refunds: rupiah, voided, net: rupiah, treasury: rupiah });
const cashDaySchema = z.object({
  library: libraryName,
  day: z.string(),
  opening: rupiah,
  lines: z.array(
    z.object({
      id: z.number(),
      at: isoInstant,
      kind: z.enum(MONEY_KINDS),
      amount: rupiah.describe('what came in; below 0 = given back or taken back'),
      method: z.enum(PAYMENT_METHODS),
      reference: text,
      receiptNumber: z.string(),
      memberNumber: z.string(),
      byName: z.string(),
      treasury: rupiah.describe('the part that belongs to the treasury of the city'),
      voidedByNumber: text.describe('of a payment that was taken back: the receipt that did so'),
      voidsNumber: text.describe('of a void: the receipt of the payment'),
    }),
  ),
  cash: methodSum,
  qris: methodSum,
  byAccount: z.array(z.object({ name: z.string(), accountId: z.number().nullable(), cash: rupiah, qris: rupiah })),
  expectedCash: rupiah,
  toDeposit: rupiah,
  closing: z
    .object({
      at: isoInstant,
      byName: z.string(),
      counted: rupiah,
      deposited: rupiah,
      depositReference: text,
      note: text,
      difference: rupiah,
      kept: rupiah,
    })
    .nullable(),
});

const byNumber = z.object({ number: z.string().min(1).max(40) });
const dayOf = z.object({ library: libraryRef, day });
const libraryHere = libraryRef.optional().describe('the library at which it happens');

/** The sender's key (`Idempotency-Key`): the same request twice is carried out once. */
const keyOf = (request: FastifyRequest): string | null => readRequestKey(request.headers['idempotency-key']);
const libraryIdOf = async (request: FastifyRequest, library: LibraryRef | undefined): Promise<number | null> =>
  library === undefined ? request.ctx.libraryId : (await resolveLibrary(request.ctx, library)).id;

/** Charges, payments, receipts and the day's cash. */
const chargesApi: ApiModule = (api, { config, heavy }) => {
  ledgerRoutes(api);
  cashRoutes(api, heavy);
  const tags = ['charges'];
  api.get(
    '/receipts/:id',
    {
      config: { access: { may: 'charges.read', orMember: true } },
      schema: { tags, summary: 'A receipt as it was given', params: idParam, response: { 200: receiptSchema } },
    },
    async (request) => getReceipt(request.ctx, request.params.id),
  );
  api.get(
    '/receipts/:id/pdf',
    {
      config: { access: { may: 'charges.read', orMember: true } },
      schema: { tags, summary: 'A receipt as a slip of 72 mm (PDF)', params: idParam },
    },
    async (request, reply) => {
      const { fileName, body } = await receiptPdf(request.ctx, config, request.params.id);
      void reply.type('application/pdf').header('content-disposition', `inline; filename="${fileName}"`);
      return reply.send(Buffer.from(body));
    },
  );
};

function ledgerRoutes(api: Api): void {
  const tags = ['charges'];
  const once = 'Header Idempotency-Key: the same request twice is carried out once.';

  api.get(
    '/members/:number/charges',
    {
      config: { access: { may: 'charges.read', orMember: true } },
      schema: {
        tags,
        summary: 'What a member owes, and all lines, newest first',
        params: byNumber,
        querystring: z.object(pageQuery),
        response: {
          200: listOf(lineSchema).extend({
            balance: rupiah.describe('positive = owes, negative = has credit; always the sum of all lines'),
            owed: z
              .array(lineSchema)
              .describe('charges not settled, oldest first: in this order a payment goes to them'),
          }),
        },
      },
    },
    async ({ ctx, params, query: { cursor, limit } }) =>
      viewCharges(ctx, params.number, { limit, ...(cursor !== undefined && { cursor }) }),
  );
  api.post(
    '/members/:number/charges',
    {
      config: { access: { may: 'charges.add' } },
      schema: {
        tags,
        summary: 'Book a charge by hand',
        description: once,
        params: byNumber,
        body: chargeInput.extend({ library: libraryHere }),
        response: { 201: lineSchema },
      },
    },
    async (request, reply) => {
      const { library, ...input } = request.body;
      const at = { libraryId: await libraryIdOf(request, library), clientKey: keyOf(request) };
      return reply.code(201).send(await recordCharge(request.ctx, request.params.number, { ...input, ...at }));
    },
  );
  api.post(
    '/members/:number/payments',
    {
      config: { access: { may: 'charges.pay' } },
      schema: {
        tags,
        summary: 'Take a payment, for the oldest charges first',
        description: once,
        params: byNumber,
        body: paymentInput.safeExtend({ library: libraryHere }),
        response: { 201: receiptSchema },
      },
    },
    async (request, reply) => {
      const { library, ...input } = request.body;
      const at = { libraryId: await libraryIdOf(request, library), clientKey: keyOf(request) };
      return reply.code(201).send(await payCharges(request.ctx, request.params.number, { ...input, ...at }));
    },
  );
  api.post(
    '/members/:number/refunds',
    {
      config: { access: { may: 'charges.refund' } },
      schema: {
        tags,
        summary: 'Give back what was paid for charges that were taken off later',
        description: once,
        params: byNumber,
        body: refundInput.safeExtend({ library: libraryHere }),
        response: { 201: receiptSchema },
      },
    },
    async (request, reply) => {
      const { library, ...input } = request.body;
      const at = { libraryId: await libraryIdOf(request, library), clientKey: keyOf(request) };
      return reply.code(201).send(await refundCredit(request.ctx, request.params.number, { ...input, ...at }));
    },
  );
  api.post(
    '/receipts/:id/void',
    {
      config: { access: { may: 'charges.pay' } },
      schema: {
        tags,
        summary: 'Take back a payment that was booked by mistake: what it paid is open again',
        description: `On its day, until the cash is closed; after that needs charges.refund too, and stands in the cash of the day on which it is taken back. ${once}`,
        params: idParam,
        body: voidInput,
        response: { 201: receiptSchema },
      },
    },
    async (request, reply) => {
      const input = { ...request.body, clientKey: keyOf(request) };
      return reply.code(201).send(await voidPayment(request.ctx, request.params.id, input));
    },
  );
  api.post(
    '/charges/:id/waivers',
    {
      config: { access: { may: 'charges.waive' } },
      schema: {
        tags,
        summary: 'Forgive a charge or give it up, in part or whole, with a reason',
        description: once,
        params: idParam,
        body: waiverInput,
        response: { 201: lineSchema },
      },
    },
    async (request, reply) => {
      const input = { ...request.body, clientKey: keyOf(request) };
      return reply.code(201).send(await waiveCharge(request.ctx, request.params.id, input));
    },
  );
}

function cashRoutes(api: Api, heavy: Heavy): void {
  const tags = ['cash'];
  api.get(
    '/cash-days/:library/:day',
    {
      config: { access: { may: 'cash.read' } },
      schema: {
        tags,
        summary: "The day's cash at a library: opening, lines, sums, what goes to the treasury",
        params: dayOf,
        querystring: z.object({ accountId: z.coerce.number().int().positive().optional().describe('only this desk') }),
        response: { 200: cashDaySchema },
      },
    },
    async ({ ctx, params, query }) => {
      const { id: libraryId } = await resolveLibrary(ctx, params.library);
      return viewCashDay(ctx, {
        libraryId,
        day: params.day,
        ...(query.accountId !== undefined && { accountId: query.accountId }),
      });
    },
  );
  api.get(
    '/cash-days/:library/:day/table',
    {
      config: { access: { may: 'cash.read' } },
      schema: {
        tags,
        summary: "The day's cash as CSV or XLSX",
        params: dayOf,
        querystring: z.object({ format: z.enum(['csv', 'xlsx']).default('csv') }),
      },
    },
    async ({ ctx, params, query }, reply) => {
      const { id: libraryId } = await resolveLibrary(ctx, params.library);
      const file = await askCashTable(ctx, heavy, { libraryId, day: params.day, format: query.format });
      void reply.type(file.mediaType).header('content-disposition', `attachment; filename="${file.fileName}"`);
      return reply.send(file.body);
    },
  );
  api.post(
    '/cash-days/:library/:day/close',
    {
      config: { access: { may: 'cash.close' } },
      schema: {
        tags,
        summary: 'Close a day: nothing of it changes afterwards',
        params: dayOf,
        body: closingInput,
        response: { 201: cashDaySchema },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const { id: libraryId } = await resolveLibrary(ctx, params.library);
      return reply.code(201).send(await closeCashDay(ctx, { libraryId, day: params.day }, body));
    },
  );
}

/** Its routes. */
export const api: readonly ApiModule[] = [chargesApi];
