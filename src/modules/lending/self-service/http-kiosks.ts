import { z } from 'zod';
import { libraryRef, resolveLibrary } from '#modules/ground/libraries';
import { idParam, isoInstant, listOf, type Api } from '#platform/requests/http';
import { addKiosk, listKiosks, renewKioskCode, revokeKiosk } from './kiosks.ts';

const kiosk = z.object({
  id: z.number(),
  name: z.string(),
  addedAt: isoInstant,
  addedBy: z.string(),
  enrolledAt: isoInstant.nullable().describe('null: its tablet has not typed the code yet'),
});
const code = z.string().describe('its tablet types it within a quarter of an hour; it is said once');

/** Kiosks: tablets at which readers lend to themselves. */
export function kioskRoutes(api: Api): void {
  const tags = ['self-service'];
  const access = { may: 'libraries.manage' } as const;
  api.get(
    '/kiosks',
    {
      config: { access },
      schema: {
        tags,
        summary: 'The kiosks of a library that were not taken away',
        querystring: z.object({ library: libraryRef }),
        response: { 200: listOf(kiosk) },
      },
    },
    async ({ ctx, query }) => {
      const { id } = await resolveLibrary(ctx, query.library);
      return { data: await listKiosks(ctx, id), next: null };
    },
  );
  api.post(
    '/kiosks',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Register a kiosk',
        body: z.object({ library: libraryRef, name: z.string().min(1).max(80) }),
        response: { 201: z.object({ id: z.number(), code }) },
      },
    },
    async ({ ctx, body: { library, name } }, reply) => {
      const { id: libraryId } = await resolveLibrary(ctx, library);
      return reply.code(201).send(await addKiosk(ctx, { libraryId, name }));
    },
  );
  api.post(
    '/kiosks/:id/renew-code',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Another code, for a tablet in the place of the old one, which stops when that is enrolled',
        params: idParam,
        response: { 200: z.object({ code }) },
      },
    },
    async ({ ctx, params }) => renewKioskCode(ctx, params.id),
  );
  api.post(
    '/kiosks/:id/revoke',
    {
      config: { access },
      schema: {
        tags,
        summary: 'A kiosk stops at once, and whoever stands at it is signed out',
        params: idParam,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params }, reply) => {
      await revokeKiosk(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
}
