import { z } from 'zod';
import { libraryRef, resolveLibrary } from '#modules/ground/libraries';
import { authorize } from '#platform/rights/authorize';
import type { Api } from '#platform/requests/http';
import type { Secrets } from '#platform/rights/secrets';
import { doorCode, renewDoorCode } from './doors/door-code.ts';
import { recordOwnVisit } from './record-own-visit.ts';
import { visitRuleInput } from './schema.ts';
import { saveVisitRule, visitRuleOf } from './visit-rules.ts';

const atLibrary = z.object({ library: libraryRef });
const codeSchema = z.object({ code: z.string().describe('what the QR code at the door says') });

/** How a library counts its visits, and the code at its door. */
export function doorRoutes(api: Api, secrets: Secrets): void {
  const tags = ['visits'];
  api.get(
    '/visits/rule',
    {
      config: { access: { may: 'libraries.manage' } },
      schema: { tags, summary: 'How a library counts', querystring: atLibrary, response: { 200: visitRuleInput } },
    },
    async ({ ctx, query }) => {
      const { id } = await resolveLibrary(ctx, query.library);
      authorize(ctx, 'libraries.manage', id);
      return visitRuleOf(ctx.db, id);
    },
  );
  api.put(
    '/visits/rule',
    {
      config: { access: { may: 'libraries.manage' } },
      schema: {
        tags,
        summary: 'Say how a library counts',
        querystring: atLibrary,
        body: visitRuleInput,
        response: { 200: visitRuleInput },
      },
    },
    async ({ ctx, query, body }) => {
      const { id } = await resolveLibrary(ctx, query.library);
      await saveVisitRule(ctx, id, body);
      return visitRuleOf(ctx.db, id);
    },
  );
  api.get(
    '/visits/door-code',
    {
      config: { access: { may: 'visits.record' } },
      schema: {
        tags,
        summary: 'The code at the door of a library',
        querystring: atLibrary,
        response: { 200: codeSchema },
      },
    },
    async ({ ctx, query }) => ({ code: await doorCode(ctx, secrets, (await resolveLibrary(ctx, query.library)).id) }),
  );
  api.post(
    '/visits/renew-door-code',
    {
      config: { access: { may: 'libraries.manage' } },
      schema: {
        tags,
        summary: 'Make the code at a door new: the printed one leads nowhere',
        body: atLibrary,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, body }, reply) => {
      await renewDoorCode(ctx, (await resolveLibrary(ctx, body.library)).id);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/visits/record-own',
    {
      config: { access: 'member' },
      schema: {
        tags,
        summary: 'Count the member who is signed in, by the code at the door',
        body: z.object({ code: z.string().min(1).max(100) }),
        response: {
          200: z.object({ outcome: z.enum(['recorded', 'repeated', 'left']), today: z.number() }),
        },
      },
    },
    async ({ ctx, body }) => {
      const { outcome, today } = await recordOwnVisit(ctx, secrets, body.code);
      return { outcome, today };
    },
  );
}
