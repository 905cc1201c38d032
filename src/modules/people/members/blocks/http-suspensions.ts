import { z } from 'zod';
import { cutPage, isoInstant, listOf, pageQuery, type Api } from '#platform/requests/http';
import { suspensionInput } from '../schema.ts';
import { liftSuspension, listSuspensions, suspendMember } from './suspend-member.ts';

const suspensionBody = z.object({
  id: z.number(),
  reason: z.string(),
  untilDate: z.string().nullable().describe('the last day on which it holds; null = until it is lifted'),
  createdAt: isoInstant,
  createdBy: z.string(),
  liftedAt: isoInstant.nullable(),
  liftedBy: z.string().nullable(),
  active: z.boolean().describe('does it hold today?'),
});
const byNumber = z.object({ number: z.string().min(1).max(40) });

/** Suspensions: days without borrowing, the default sanction. */
export function suspensionRoutes(api: Api): void {
  const tags = ['members'];
  const path = '/members/:number/suspensions';

  api.get(
    path,
    {
      config: { access: { may: 'members.read', orMember: true } },
      schema: {
        tags,
        summary: 'Suspensions of a member, past ones too, newest first',
        params: byNumber,
        querystring: z.object(pageQuery),
        response: { 200: listOf(suspensionBody) },
      },
    },
    async ({ ctx, params, query }) => cutPage(await listSuspensions(ctx, params.number), query, (one) => one.id),
  );
  api.post(
    path,
    {
      config: { access: { may: 'members.block' } },
      schema: {
        tags,
        summary: 'Suspend a member for so many days from today, or until a day',
        params: byNumber,
        body: suspensionInput,
        response: { 201: suspensionBody },
      },
    },
    async ({ ctx, params, body }, reply) => reply.code(201).send(await suspendMember(ctx, params.number, body)),
  );
  api.delete(
    `${path}/:suspension`,
    {
      config: { access: { may: 'members.block' } },
      schema: {
        tags,
        summary: 'Lift a suspension before its time',
        params: byNumber.extend({ suspension: z.coerce.number().int().positive() }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params }, reply) => {
      await liftSuspension(ctx, params.number, params.suspension);
      return reply.code(204).send(null);
    },
  );
}
