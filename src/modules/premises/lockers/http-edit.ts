import { z } from 'zod';
import { libraryRef, resolveLibrary } from '#modules/ground/libraries';
import type { Api } from '#platform/requests/http';
import { addLockers, removeLocker, setOutOfOrder } from './edit-lockers.ts';

const place = z.object({ library: libraryRef, number: z.string().trim().min(1).max(12) });

/** Which lockers a library has. */
export function editRoutes(api: Api): void {
  const tags = ['lockers'];
  api.post(
    '/lockers',
    {
      config: { access: { may: 'libraries.manage' } },
      schema: {
        tags,
        summary: 'Add a row of lockers: `A`, 1 to 24 makes A01 … A24; those that are there stay',
        body: z.object({
          library: libraryRef,
          prefix: z.string().max(8).default(''),
          first: z.int().min(1).max(999),
          last: z.int().min(1).max(999),
        }),
        response: { 201: z.object({ added: z.number() }) },
      },
    },
    async ({ ctx, body: { library, ...row } }, reply) => {
      const { id } = await resolveLibrary(ctx, library);
      return reply.code(201).send({ added: await addLockers(ctx, id, row) });
    },
  );
  api.patch(
    '/lockers/:library/:number',
    {
      config: { access: { may: 'lockers.hand_out' } },
      schema: {
        tags,
        summary: 'Close a locker that does not lock, or open it again',
        params: place,
        body: z.object({ outOfOrder: z.boolean() }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const { id } = await resolveLibrary(ctx, params.library);
      await setOutOfOrder(ctx, id, params.number, body.outOfOrder);
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/lockers/:library/:number',
    {
      config: { access: { may: 'libraries.manage' } },
      schema: { tags, summary: 'Take a locker out of the list', params: place, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      const { id } = await resolveLibrary(ctx, params.library);
      await removeLocker(ctx, id, params.number);
      return reply.code(204).send(null);
    },
  );
}
