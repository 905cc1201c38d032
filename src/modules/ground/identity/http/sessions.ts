import { z } from 'zod';
import { cutPage, idParam, isoInstant, listOf, pageQuery, type Api } from '#platform/requests/http';
import type { Services } from '#platform/services';
import { createApiToken } from '../sign-in/create-api-token.ts';
import { listSessions } from '../sign-in/list-sessions.ts';
import { listTokens, revokeToken } from '../sign-in/revoke-token.ts';
import { revokeSession, signOutEverywhere } from '../sign-in/sign-out.ts';

const session = z.object({
  id: z.number(),
  createdAt: isoInstant,
  lastSeenAt: isoInstant,
  expiresAt: isoInstant,
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  current: z.boolean(),
});
const token = z.object({
  id: z.number(),
  accountId: z.number(),
  name: z.string(),
  scopes: z.array(z.string()),
  createdAt: isoInstant,
  lastUsedAt: isoInstant.nullable(),
  expiresAt: isoInstant.nullable(),
});

export function sessionRoutes(api: Api, services: Services): void {
  api.get(
    '/sessions',
    {
      config: { access: 'signed_in' },
      schema: { tags: ['sessions'], summary: 'One’s own live sessions', response: { 200: listOf(session) } },
    },
    async (request) => ({ data: await listSessions(request.ctx), next: null }),
  );
  api.delete(
    '/sessions',
    {
      config: { access: 'signed_in' },
      schema: {
        tags: ['sessions'],
        summary: 'Sign out everywhere',
        response: { 200: z.object({ ended: z.number() }) },
      },
    },
    async (request) => ({ ended: await signOutEverywhere(request.ctx) }),
  );
  api.delete(
    '/sessions/:id',
    {
      config: { access: 'signed_in' },
      schema: {
        tags: ['sessions'],
        summary: 'End one of one’s own sessions',
        params: idParam,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await revokeSession(request.ctx, { sessionId: request.params.id });
      return reply.code(204).send(null);
    },
  );

  api.get(
    '/tokens',
    {
      config: { access: 'account' },
      schema: {
        tags: ['tokens'],
        summary: 'Live API tokens: one’s own, or those of an account that one manages',
        querystring: z.object({ accountId: z.coerce.number().int().positive().optional(), ...pageQuery }),
        response: { 200: listOf(token) },
      },
    },
    async (request) => {
      const { accountId, ...page } = request.query;
      const tokens = await listTokens(request.ctx, accountId === undefined ? {} : { accountId });
      return cutPage(tokens, page, (one) => one.id);
    },
  );
  api.post(
    '/tokens',
    {
      config: { access: 'account' },
      schema: {
        tags: ['tokens'],
        summary: 'Make an API token; the answer holds the token, once',
        description:
          'Scopes are permissions (`loans.check_out`), areas (`loans.*`) or `*`. Without `username` it is one’s own.',
        body: z.object({
          username: z.string().max(40).optional(),
          name: z.string().max(100),
          scopes: z.array(z.string().max(60)).max(60),
          expiresAt: isoInstant.nullable().default(null),
        }),
        response: { 201: token.extend({ token: z.string() }) },
      },
    },
    async (request, reply) => {
      void reply.code(201);
      return createApiToken(request.ctx, services, request.body);
    },
  );
  api.delete(
    '/tokens/:id',
    {
      config: { access: 'account' },
      schema: { tags: ['tokens'], summary: 'Revoke a token at once', params: idParam, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await revokeToken(request.ctx, request.params);
      return reply.code(204).send(null);
    },
  );
}
