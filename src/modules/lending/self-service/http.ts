import { z } from 'zod';
import { libraryName, libraryRef, resolveLibrary } from '#modules/ground/libraries';
import { authorize } from '#platform/rights/authorize';
import { isoInstant, listOf, type ApiModule } from '#platform/requests/http';
import { readRequestKey } from '#platform/requests/request-key';
import { presenceKinds } from './client.ts';
import { listAtDoor, ownReceipts, tickAtDoor } from './door-list.ts';
import { provePresence, roomCode } from './presence.ts';
import { offerSelfLoan, selfCheckOut } from './self-check-out.ts';
import { dropRoutes } from './http-drops.ts';
import { kioskRoutes } from './http-kiosks.ts';
import { saveSelfServiceRule, selfServiceRuleOf } from './settings.ts';

const offered = z.object({
  itemBarcode: z.string(),
  title: z.string(),
  mainAuthor: z.string().nullable(),
  library: libraryName,
  dueAt: isoInstant,
});
const lent = offered.extend({ loanId: z.number(), at: isoInstant });
const word = z.string().describe('the same on the reader’s receipt and on the list at the door, for a day');
const rule = z.object({
  phone: z.boolean().describe('readers lend to themselves by phone'),
  presence: z.enum(presenceKinds).describe('what proves that they are in the house'),
  networks: z.array(z.string().max(60)).max(50).describe('addresses of the house’s network, CIDR'),
  returnBox: z.boolean().default(false),
  dropPresence: z.boolean().default(true).describe('whoever uses the box shows that they are in the house'),
  kioskPin: z.boolean().default(false).describe('at a kiosk the PIN is asked too'),
  kioskSeconds: z.number().int().min(20).max(600).default(60).describe('without a touch, until a kiosk locks itself'),
});
const about = z.object({
  library: libraryRef,
  itemBarcode: z.string().trim().min(1).max(100),
  presence: z.string().max(200).optional().describe('the token of POST /self-service/prove-presence'),
});
const atLibrary = z.object({ library: libraryRef });

/** Readers lend to themselves by phone; the list at the door; what a library offers. */
const selfServiceApi: ApiModule = (api, { secrets }) => {
  const tags = ['self-service'];
  dropRoutes(api, secrets);
  kioskRoutes(api);

  api.post(
    '/self-service/prove-presence',
    {
      config: { access: 'member' },
      schema: {
        tags,
        summary: 'Show the code of the room: a token that says the member is in this library, for twenty minutes',
        body: atLibrary.extend({ code: z.string().trim().min(1).max(40) }),
        response: { 200: z.object({ token: z.string(), until: isoInstant }) },
      },
    },
    async ({ ctx, body }) => {
      const { token, until } = await provePresence(ctx, secrets, body);
      return { token, until };
    },
  );
  api.post(
    '/self-service/offers',
    {
      config: { access: 'member' },
      schema: {
        tags,
        summary: 'What a loan of a copy would be, or the refusal that it would meet; writes nothing',
        body: about,
        response: { 200: offered },
      },
    },
    async ({ ctx, body, ip }) => {
      const { id: libraryId } = await resolveLibrary(ctx, body.library);
      const evidence = { token: body.presence ?? null, ip };
      return offerSelfLoan(ctx, secrets, { libraryId, itemBarcode: body.itemBarcode, evidence });
    },
  );
  api.post(
    '/self-service/loans',
    {
      config: { access: 'member' },
      schema: {
        tags,
        summary: 'Lend a copy to the member who is signed in and is in the library',
        description: 'With a header `Idempotency-Key` the same request sent again lends once and answers the same.',
        body: about,
        response: { 201: lent },
      },
    },
    async ({ ctx, body, ip, headers }, reply) => {
      const { id: libraryId } = await resolveLibrary(ctx, body.library);
      const loan = await selfCheckOut(ctx, secrets, {
        libraryId,
        itemBarcode: body.itemBarcode,
        evidence: { token: body.presence ?? null, ip },
        requestKey: readRequestKey(headers['idempotency-key']),
      });
      return reply.code(201).send(loan);
    },
  );
  api.get(
    '/self-service/loans',
    {
      config: { access: 'member' },
      schema: {
        tags,
        summary: 'The member’s receipts of the last hours',
        response: { 200: listOf(z.object({ word, loans: z.array(lent) })) },
      },
    },
    async ({ ctx }) => ({ data: await ownReceipts(ctx, secrets), next: null }),
  );
  api.get(
    '/self-service/room-code',
    {
      config: { access: { may: 'visits.record' } },
      schema: {
        tags,
        summary: 'The code that a screen in the room shows now',
        querystring: atLibrary,
        response: { 200: z.object({ code: z.string(), until: isoInstant }) },
      },
    },
    async ({ ctx, query }) => roomCode(ctx, secrets, (await resolveLibrary(ctx, query.library)).id),
  );
  api.get(
    '/self-service/door-checks',
    {
      config: { access: { may: 'loans.check_out' } },
      schema: {
        tags,
        summary: 'What readers lent to themselves in the last hours, for the door: words and titles, no names',
        querystring: atLibrary,
        response: {
          200: listOf(
            z.object({
              word,
              loans: z.array(
                lent.extend({
                  via: z.enum(['phone', 'kiosk']),
                  seenAt: isoInstant.nullable(),
                  seenBy: z.string().nullable(),
                }),
              ),
            }),
          ),
        },
      },
    },
    async ({ ctx, query }) => ({
      data: await listAtDoor(ctx, secrets, (await resolveLibrary(ctx, query.library)).id),
      next: null,
    }),
  );
  api.put(
    '/self-service/door-checks/:loan',
    {
      config: { access: { may: 'loans.check_out' } },
      schema: {
        tags,
        summary: 'Tick a self loan off the list at the door, or take the tick back',
        params: z.object({ loan: z.coerce.number().int().positive() }),
        body: z.object({ seen: z.boolean() }),
        response: { 200: z.object({ seen: z.boolean() }) },
      },
    },
    async ({ ctx, params, body }) => {
      await tickAtDoor(ctx, params.loan, body.seen);
      return body;
    },
  );
  api.get(
    '/self-service/rule',
    {
      config: { access: { may: 'libraries.manage' } },
      schema: { tags, summary: 'What a library offers', querystring: atLibrary, response: { 200: rule } },
    },
    async ({ ctx, query }) => {
      const { id: libraryId } = await resolveLibrary(ctx, query.library);
      authorize(ctx, 'libraries.manage', libraryId);
      const found = await selfServiceRuleOf(ctx.db, libraryId);
      return { ...found, networks: [...found.networks] };
    },
  );
  api.put(
    '/self-service/rule',
    {
      config: { access: { may: 'libraries.manage' } },
      schema: {
        tags,
        summary: 'Say what a library offers',
        querystring: atLibrary,
        body: rule,
        response: { 200: rule },
      },
    },
    async ({ ctx, query, body }) => {
      const { id: libraryId } = await resolveLibrary(ctx, query.library);
      await saveSelfServiceRule(ctx, libraryId, body);
      const found = await selfServiceRuleOf(ctx.db, libraryId);
      return { ...found, networks: [...found.networks] };
    },
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [selfServiceApi];
