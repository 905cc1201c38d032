import { z } from 'zod';
import type { Api } from '#platform/requests/http';
import { chooseAutoRenewal } from './choose-auto-renewal.ts';

const byNumber = z.object({ number: z.string().min(1).max(40) });

/** What a member chooses about loans that renew themselves. */
export function autoRenewalRoutes(api: Api): void {
  api.put(
    '/members/:number/auto-renewal',
    {
      config: { access: { may: 'members.edit', orMember: true } },
      schema: {
        tags: ['members'],
        summary: 'Whether the loans of a member may renew themselves, where the rules let them',
        params: byNumber,
        body: z.strictObject({ on: z.boolean() }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await chooseAutoRenewal(ctx, params.number, body.on);
      return reply.code(204).send(null);
    },
  );
}
