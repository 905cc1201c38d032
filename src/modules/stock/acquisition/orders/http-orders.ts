import { z } from 'zod';
import { libraryName, libraryRef, resolveLibrary } from '#modules/ground/libraries';
import { version } from '#platform/requests/bounds';
import type { Config } from '#platform/config';
import { idParam, isoInstant, listOf, pageQuery, type Api } from '#platform/requests/http';
import { requestKey } from '#platform/requests/request-key';
import { BUDGET_SOURCES, ORDER_STATUSES } from '../client.ts';
import { endOrder } from './end-order.ts';
import { changeBudget, createBudget, listBudgets } from './manage-budgets.ts';
import { orderPdf } from './order-pdf.ts';
import { budgetInput, lineInput, orderInput } from './order-schema.ts';
import { receiveDelivery, undoReceived } from './receive-delivery.ts';
import { getOrder, listOrders } from './view-orders.ts';
import { addOrderLine, createOrder, placeOrder, removeOrderLine } from './write-order.ts';

const named = z.object({ id: z.number(), name: z.string() });
const rupiah = z.number().int().describe('whole rupiah');
const budgetBody = z.object({
  id: z.number(),
  library: libraryName,
  source: z.enum(BUDGET_SOURCES),
  year: z.number(),
  name: z.string(),
  amount: rupiah,
  committed: rupiah.describe('ordered and not here yet'),
  spent: rupiah,
  remaining: rupiah,
  version: z.number(),
});
const orderBody = z.object({
  id: z.number(),
  number: z.string(),
  library: libraryName,
  supplier: z.string(),
  status: z.enum(ORDER_STATUSES),
  createdAt: isoInstant,
  orderedAt: isoInstant.nullable(),
  endedAt: isoInstant.nullable(),
  endReason: z.string().nullable(),
  copies: z.number(),
  received: z.number(),
  total: rupiah,
});
const detailBody = orderBody.extend({
  supplierAddress: z.string(),
  note: z.string(),
  createdBy: z.string(),
  lines: z.array(
    z.object({
      id: z.number(),
      title: z.string(),
      author: z.string().nullable(),
      publisher: z.string().nullable(),
      year: z.number().nullable(),
      isbn: z.string().nullable(),
      copies: z.number(),
      received: z.number(),
      unitPrice: rupiah,
      library: libraryName,
      itemType: z.string(),
      budget: named,
      suggestionId: z.number().nullable(),
      bibId: z.number().nullable(),
    }),
  ),
  deliveries: z.array(
    z.object({
      id: z.number(),
      invoice: z.string(),
      receivedAt: isoInstant,
      receivedBy: z.string(),
      copies: z.array(
        z.object({
          itemId: z.number(),
          bibId: z.number(),
          barcode: z.string(),
          accessionNumber: z.string(),
          title: z.string(),
          price: rupiah,
          undoneReason: z.string().nullable(),
        }),
      ),
    }),
  ),
});
const overrunReason = z
  .string()
  .max(300)
  .nullable()
  .default(null)
  .describe('who keeps budgets confirms what exceeds one, with a reason');
const reason = z.object({ reason: z.string().max(300) });

export function budgetRoutes(api: Api): void {
  const tags = ['budgets'];
  api.get(
    '/budgets',
    {
      config: { access: { may: ['orders.manage', 'budgets.manage'] } },
      schema: {
        tags,
        summary: 'What libraries may spend, by source and year, and what is left of it',
        querystring: z.object({ year: z.coerce.number().int().min(1900).max(2200).optional() }),
        response: { 200: listOf(budgetBody) },
      },
    },
    async ({ ctx, query }) => ({ data: await listBudgets(ctx, query), next: null }),
  );
  api.post(
    '/budgets',
    {
      config: { access: { may: 'budgets.manage' } },
      schema: {
        tags,
        summary: 'Write a budget down',
        body: budgetInput.extend({ library: libraryRef }),
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, body: { library, ...budget } }, reply) => {
      const { id } = await resolveLibrary(ctx, library);
      return reply.code(201).send({ id: await createBudget(ctx, id, budget) });
    },
  );
  api.patch(
    '/budgets/:id',
    {
      config: { access: { may: 'budgets.manage' } },
      schema: {
        tags,
        summary: 'Another amount, not below what is ordered and spent',
        params: idParam,
        body: z.object({ amount: rupiah.min(0), version }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await changeBudget(ctx, { ...params, ...body });
      return reply.code(204).send(null);
    },
  );
}

export function orderRoutes(api: Api, config: Config): void {
  const tags = ['orders'];
  api.get(
    '/orders',
    {
      config: { access: { may: 'orders.manage' } },
      schema: {
        tags,
        summary: 'Orders to suppliers, newest first',
        querystring: z.object({ status: z.enum(ORDER_STATUSES).optional(), ...pageQuery }),
        response: { 200: listOf(orderBody) },
      },
    },
    async ({ ctx, query }) => listOrders(ctx, query),
  );
  api.post(
    '/orders',
    {
      config: { access: { may: 'orders.manage' } },
      schema: {
        tags,
        summary: 'A new order, still a draft',
        body: orderInput.extend({ library: libraryRef }),
        response: { 201: detailBody },
      },
    },
    async ({ ctx, body: { library, ...order } }, reply) => {
      const { id } = await resolveLibrary(ctx, library);
      return reply.code(201).send(await getOrder(ctx, await createOrder(ctx, id, order)));
    },
  );
  api.get(
    '/orders/:id',
    {
      config: { access: { may: 'orders.manage' } },
      schema: { tags, summary: 'An order with what came of it', params: idParam, response: { 200: detailBody } },
    },
    async ({ ctx, params }) => getOrder(ctx, params.id),
  );
  api.post(
    '/orders/:id/lines',
    {
      config: { access: { may: 'orders.manage' } },
      schema: {
        tags,
        summary: 'One more title in a draft',
        params: idParam,
        body: lineInput.omit({ libraryId: true }).extend({ library: libraryRef.describe('where the copies go') }),
        response: { 201: detailBody },
      },
    },
    async ({ ctx, params, body: { library, ...line } }, reply) => {
      const { id: libraryId } = await resolveLibrary(ctx, library);
      await addOrderLine(ctx, params.id, { ...line, libraryId });
      return reply.code(201).send(await getOrder(ctx, params.id));
    },
  );
  api.delete(
    '/orders/:id/lines/:line',
    {
      config: { access: { may: 'orders.manage' } },
      schema: {
        tags,
        summary: 'Take a title out of a draft',
        params: idParam.extend({ line: z.coerce.number().int().positive() }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params }, reply) => {
      await removeOrderLine(ctx, params.id, params.line);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/orders/:id/place',
    {
      config: { access: { may: 'orders.manage' } },
      schema: {
        tags,
        summary: 'The order goes out: its money is set aside',
        params: idParam,
        body: z.object({ overrunReason }),
        response: { 200: detailBody },
      },
    },
    async ({ ctx, params, body }) => {
      await placeOrder(ctx, params.id, body);
      return getOrder(ctx, params.id);
    },
  );
  api.post(
    '/orders/:id/deliveries',
    {
      config: { access: { may: 'orders.manage' } },
      schema: {
        tags,
        summary: 'A delivery, whole or in part, becomes copies; the same key is received once',
        params: idParam,
        body: z.object({
          requestKey,
          invoice: z.string().max(100).default(''),
          ready: z.boolean().default(false).describe('straight to the shelf, without processing'),
          lines: z
            .array(
              z.object({
                lineId: z.number().int().positive(),
                copies: z.number().int().min(1).max(1000),
                unitPrice: rupiah.min(0).optional(),
              }),
            )
            .min(1)
            .max(500),
          overrunReason,
        }),
        response: { 201: detailBody },
      },
    },
    async ({ ctx, params, body: { lines, ...delivery } }, reply) => {
      const came = lines.map(({ unitPrice, ...line }) => ({ ...line, ...(unitPrice !== undefined && { unitPrice }) }));
      await receiveDelivery(ctx, params.id, { ...delivery, lines: came });
      return reply.code(201).send(await getOrder(ctx, params.id));
    },
  );
  api.post(
    '/orders/:id/copies/:item/undo-receipt',
    {
      config: { access: { may: 'orders.manage' } },
      schema: {
        tags,
        summary: 'A copy was received by mistake: it is withdrawn and waited for again',
        params: idParam.extend({ item: z.coerce.number().int().positive() }),
        body: reason,
        response: { 200: detailBody },
      },
    },
    async ({ ctx, params, body }) => {
      await undoReceived(ctx, params.id, { itemId: params.item, ...body });
      return getOrder(ctx, params.id);
    },
  );
  api.post(
    '/orders/:id/end',
    {
      config: { access: { may: 'orders.manage' } },
      schema: {
        tags,
        summary: 'Nothing more comes: closed, or cancelled where nothing came',
        params: idParam,
        body: reason,
        response: { 200: detailBody },
      },
    },
    async ({ ctx, params, body }) => {
      await endOrder(ctx, params.id, body);
      return getOrder(ctx, params.id);
    },
  );
  api.get(
    '/orders/:id/letter',
    {
      config: { access: { may: 'orders.manage' } },
      schema: { tags, summary: 'The order as a letter to the supplier, as PDF', params: idParam },
    },
    async ({ ctx, params }, reply) => {
      const { fileName, body } = await orderPdf(ctx, config, params.id);
      void reply.type('application/pdf').header('content-disposition', `inline; filename="${fileName}"`);
      return reply.send(Buffer.from(body));
    },
  );
}
