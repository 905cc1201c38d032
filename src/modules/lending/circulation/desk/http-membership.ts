import { z } from 'zod';
import { expectedVersion, sendVersioned, type Api } from '#platform/requests/http';
import { endMembership } from './end-membership.ts';

/** The end of a membership stands here because it asks for open loans and charges. */
export function membershipRoutes(api: Api): void {
  api.delete(
    '/members/:number',
    {
      config: { access: { may: 'members.edit' }, ifMatch: true },
      schema: {
        tags: ['members'],
        summary:
          'End a membership; its past stays. Refused while loans or charges are open, unless overridden, and always while bulk loans run',
        params: z.object({ number: z.string().min(1).max(40) }),
        querystring: z.object({
          overrideReason: z.string().max(300).optional().describe('why it ends although something is open'),
        }),
        response: {
          200: z.object({
            number: z.string(),
            fullName: z.string(),
            status: z.enum(['active', 'withdrawn']),
            version: z.number(),
          }),
        },
      },
    },
    async (request, reply) => {
      const { overrideReason: reason } = request.query;
      const ended = await endMembership(request.ctx, {
        memberNumber: request.params.number,
        version: expectedVersion(request),
        override: reason === undefined ? null : { reason },
      });
      return sendVersioned(reply, ended);
    },
  );
}
