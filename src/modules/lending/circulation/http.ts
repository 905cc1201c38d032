import { sentenceOf } from '#platform/requests/problem';
import { z } from 'zod';
import { libraryRef, resolveLibraryId } from '#modules/ground/libraries';
import { dueMoveRoutes } from './loans/http-due-moves.ts';
import { fateRoutes } from './fates/http-fates.ts';
import { membershipRoutes } from './desk/http-membership.ts';
import { policyRoutes } from './policies/http-policies.ts';
import { loanSchema } from './http-schemas.ts';
import { holdRoutes } from './holds/http-holds.ts';
import { readingRoutes } from './figures/http-readings.ts';
import { undoRoutes } from './undo/http-undo.ts';
import { statisticsRoutes } from './figures/http-statistics.ts';
import { inWords, messagesSchema, placementSchema, transitRoutes } from './placement/http-transits.ts';
import { blockKinds } from '#modules/people/members';
import { idParam, isoInstant, listOf, pageQuery, type Api, type ApiModule } from '#platform/requests/http';
import { readRequestKey } from '#platform/requests/request-key';
import { checkOut } from './loans/check-out-item.ts';
import { LOAN_STATUSES } from './client.ts';
import { circulationErrors } from './errors.ts';
import { getLoan, listLoans } from './loans/list-loans.ts';
import { renewLoan } from './loans/renew-loan.ts';
import { placementNotices } from './placement/placement-notices.ts';
import { quickReturn } from './loans/quick-return.ts';
import { REFUSALS } from './rules/can-borrow.ts';
import { dueSchema, ONCE, overrideSchema } from './schema.ts';
import { viewAccount } from './desk/view-account.ts';

const accountSchema = z.object({
  member: z.object({
    number: z.string(),
    fullName: z.string(),
    categoryCode: z.string(),
    expiresOn: z.string().nullable(),
    expired: z.boolean(),
    withdrawn: z.boolean(),
  }),
  loans: z.array(
    loanSchema.extend({
      dueState: z.enum(['fine', 'soon', 'today', 'overdue']),
      lateDays: z.number(),
      renewableUntil: isoInstant.nullable(),
      renewalRefused: z
        .object({ code: z.string(), reason: z.string() })
        .nullable()
        .describe('why it cannot be renewed now; null = it can'),
    }),
  ),
  blocks: z.array(z.object({ kind: z.enum(blockKinds), reason: z.string(), untilDate: z.string().nullable() })),
  balance: z.number().describe('whole rupiah; positive = the member owes'),
  historyCount: z.number(),
  maxLoans: z.number().nullable().describe('of all kinds of copies together; null = no limit'),
  stops: z
    .array(z.enum(REFUSALS))
    .describe('what keeps the member from borrowing here, whatever the copy is; empty = nothing'),
  autoRenewal: z
    .enum(['on', 'off'])
    .nullable()
    .describe('whether loans renew themselves for this member; null = no rule lets them'),
});

const code = z.string().trim().min(1).max(100);
const libraryHere = libraryRef.optional().describe('the library at which it happens');

/** Loans, returns, renewals, accounts, holds, transits and policies. */
const circulation: ApiModule = (api, { jobs }) => {
  loanRoutes(api);
  undoRoutes(api, jobs);
  membershipRoutes(api);
  fateRoutes(api);
  dueMoveRoutes(api);
  holdRoutes(api);
  transitRoutes(api);
  statisticsRoutes(api);
  readingRoutes(api);
  policyRoutes(api);
};

function loanRoutes(api: Api): void {
  const tags = ['circulation'];

  api.post(
    '/loans',
    {
      config: { access: { may: 'loans.check_out' } },
      schema: {
        tags,
        summary: 'Lend a copy to a member',
        body: z.object({
          memberNumber: code,
          itemBarcode: code,
          library: libraryHere,
          onSite: z.boolean().optional().describe('read in the library, due when it closes'),
          confirmed: z.boolean().optional().describe('lend in spite of overdue copies, where the rule asks'),
          due: dueSchema.describe('a due date of the desk’s own; needs loans.due_date'),
          override: overrideSchema,
        }),
        response: { 201: loanSchema.extend({ messages: messagesSchema }) },
      },
    },
    async (request, reply) => {
      const { library, override = null, onSite = false, confirmed = false, due = null, ...who } = request.body;
      const libraryId = await resolveLibraryId(request.ctx, library);
      const asked = { ...who, onSite, confirmed, libraryId, override, due };
      const { loan, notices } = await checkOut(request.ctx, asked);
      return reply.code(201).send({ ...loan, messages: inWords(notices, request.ctx) });
    },
  );

  api.get(
    '/loans',
    {
      config: { access: { may: 'loans.read' } },
      schema: {
        tags,
        summary: 'Loans, newest first',
        querystring: z.object({
          memberNumber: code.optional(),
          itemBarcode: code.optional(),
          library: libraryHere,
          status: z.enum(LOAN_STATUSES).optional(),
          overdue: z.stringbool().optional(),
          ...pageQuery,
        }),
        response: { 200: listOf(loanSchema) },
      },
    },
    async (request) => {
      const { memberNumber, itemBarcode, library, status, overdue, cursor, limit } = request.query;
      const libraryId = await resolveLibraryId(request.ctx, library);
      return listLoans(request.ctx, {
        limit,
        ...(memberNumber !== undefined && { memberNumber }),
        ...(itemBarcode !== undefined && { itemBarcode }),
        ...(libraryId !== null && { libraryId }),
        ...(status !== undefined && { status }),
        ...(overdue !== undefined && { overdue }),
        ...(cursor !== undefined && { cursor }),
      });
    },
  );

  api.get(
    '/loans/:id',
    {
      config: { access: { may: 'loans.read', orMember: true } },
      schema: { tags, summary: 'One loan', params: idParam, response: { 200: loanSchema } },
    },
    async (request) => getLoan(request.ctx, request.params.id),
  );

  api.post(
    '/check-ins',
    {
      config: { access: { may: 'loans.check_in' } },
      schema: {
        tags,
        summary: 'Take a copy back, or out of a box, at any library of the network',
        body: z.object({
          itemBarcode: code,
          library: libraryHere,
          returnedAt: isoInstant
            .optional()
            .describe('when it was really back; needs loans.backdate. Late days, fine and suspension go by it'),
        }),
        response: {
          200: z.object({
            loan: loanSchema.nullable().describe('null = nobody had it: it came from a box or a shelf'),
            lateDays: z.number(),
            fine: z.number().describe('whole rupiah'),
            suspendedUntil: z.string().nullable().describe('last day without borrowing'),
            placement: placementSchema.describe('where the copy goes now'),
            messages: messagesSchema,
          }),
        },
      },
    },
    async (request) => {
      const { itemBarcode, library, returnedAt: back } = request.body;
      const libraryId = await resolveLibraryId(request.ctx, library);
      const returnedAt = back ?? null;
      const taken = await quickReturn(request.ctx, { itemBarcode, libraryId, returnedAt });
      if (taken.kind === 'returned') return { ...taken, messages: inWords(taken.notices, request.ctx) };
      const { placement, item } = taken;
      // nothing happened to it: a second scan, or a book that was on its shelf
      if (placement.kind === 'shelf' && !taken.found) {
        throw circulationErrors.notOnLoan({ barcode: item.barcode, title: item.title });
      }
      const messages = inWords(placementNotices(placement, request.ctx), request.ctx);
      return { loan: null, lateDays: 0, fine: 0, suspendedUntil: null, placement, messages };
    },
  );

  api.post(
    '/loans/:id/renew',
    {
      config: { access: { may: 'loans.renew', orMember: true } },
      schema: {
        tags,
        summary: 'Give a loan more time',
        description: ONCE,
        params: idParam,
        body: z.object({ override: overrideSchema }).nullish(),
        response: { 201: loanSchema },
      },
    },
    async (request, reply) => {
      const override = request.body?.override ?? null;
      const loan = await renewLoan(request.ctx, {
        loanId: request.params.id,
        override,
        requestKey: readRequestKey(request.headers['idempotency-key']),
      });
      return reply.code(201).send(loan);
    },
  );

  api.get(
    '/members/:number/account',
    {
      config: { access: { may: 'loans.read', orMember: true } },
      schema: {
        tags,
        summary: 'What a member has and owes',
        params: z.object({ number: code }),
        response: { 200: accountSchema },
      },
    },
    async ({ ctx, params }) => {
      const account = await viewAccount(ctx, params.number);
      const loans = account.loans.map(({ renewalRefused: refused, ...loan }) => ({
        ...loan,
        renewalRefused: refused && {
          code: refused.code,
          reason: sentenceOf('error', refused.code, refused.params, ctx.locale) ?? refused.code,
        },
      }));
      return { ...account, loans };
    },
  );
}

/** Its routes. */
export const api: readonly ApiModule[] = [circulation];
