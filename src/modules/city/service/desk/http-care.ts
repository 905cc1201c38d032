import { z } from 'zod';
import { expectedVersion, idParam, type Api } from '#platform/requests/http';
import { access } from './http-desk.ts';
import { setRough } from './mark-rough.ts';
import { showPresence } from './note-viewer.ts';
import { tellChange } from './tell-change.ts';

const tags = ['tickets'];
const none = { 204: z.null() };

/** Who looks at a ticket just now, words that nobody has to read, and what changed later. */
export function careRoutes(api: Api): void {
  const config = { access };
  api.post(
    '/tickets/:id/viewers',
    {
      config,
      schema: {
        tags,
        summary: 'Say that it is open here, and hear who else has it open; to be said anew within a minute',
        params: idParam,
        body: z.strictObject({ writes: z.boolean().describe('an answer was begun') }),
        response: { 200: z.object({ others: z.array(z.object({ name: z.string(), writes: z.boolean() })) }) },
      },
    },
    async ({ ctx, params, body }) => ({ others: await showPresence(ctx, params.id, body) }),
  );
  api.put(
    '/tickets/:id/messages/:message/rough',
    {
      config,
      schema: {
        tags,
        summary: 'Fold away words that insult, or show them again; nothing is deleted',
        params: idParam.extend({ message: z.coerce.number().int().positive() }),
        body: z.strictObject({
          rough: z.boolean(),
          title: z.string().max(80).default('').describe('what lists call the ticket from now on; empty: as before'),
        }),
        response: none,
      },
    },
    async ({ ctx, params, body }, reply) => {
      await setRough(ctx, params.id, { ...body, messageId: params.message });
      return reply.code(204).send(null);
    },
  );
  api.put(
    '/tickets/:id/consequence',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Tell everybody whose ticket it is what changed because of it after it was answered',
        params: idParam,
        body: z.strictObject({ changeText: z.string().min(1).max(500), changePublic: z.boolean().default(false) }),
        response: none,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await tellChange(ctx, params.id, { ...body, version: expectedVersion(request) });
      return reply.code(204).send(null);
    },
  );
}
