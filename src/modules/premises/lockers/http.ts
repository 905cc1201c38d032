import { z } from 'zod';
import { libraryRef, resolveLibrary } from '#modules/ground/libraries';
import { isoInstant, listOf, type ApiModule } from '#platform/requests/http';
import { editRoutes } from './http-edit.ts';
import { handOutKey } from './hand-out-key.ts';
import { listLockers } from './list-lockers.ts';
import { takeBackKey } from './take-back-key.ts';

const lockerNo = z.string().trim().min(1).max(12);

/** Lockers and their keys. */
const lockersApi: ApiModule = (api) => {
  const tags = ['lockers'];
  editRoutes(api);

  api.get(
    '/lockers',
    {
      config: { access: { may: 'lockers.hand_out' } },
      schema: {
        tags,
        summary: 'The lockers of a library, and who has which key',
        querystring: z.object({ library: libraryRef }),
        response: {
          200: listOf(
            z.object({
              number: z.string(),
              outOfOrder: z.boolean(),
              use: z
                .object({ memberNumber: z.string().nullable(), name: z.string(), since: isoInstant })
                .nullable()
                .describe('null = the key hangs at the desk'),
            }),
          ),
        },
      },
    },
    async ({ ctx, query }) => ({
      data: await listLockers(ctx, (await resolveLibrary(ctx, query.library)).id),
      next: null,
    }),
  );
  api.post(
    '/lockers/uses',
    {
      config: { access: { may: 'lockers.hand_out' } },
      schema: {
        tags,
        summary: 'Hand out a key: the one named, or the first free one',
        body: z.object({
          library: libraryRef,
          memberNumber: z.string().max(100).optional().describe('left out = a guest'),
          guestName: z.string().max(80).optional(),
          number: lockerNo.optional(),
        }),
        response: { 201: z.object({ number: z.string(), name: z.string() }) },
      },
    },
    async ({ ctx, body: { library, memberNumber, guestName, number } }, reply) => {
      const { id } = await resolveLibrary(ctx, library);
      return reply.code(201).send(await handOutKey(ctx, id, { card: memberNumber, guestName, number }));
    },
  );
  api.delete(
    '/lockers/uses/:library/:number',
    {
      config: { access: { may: 'lockers.hand_out' } },
      schema: {
        tags,
        summary: 'Take a key back',
        params: z.object({ library: libraryRef, number: lockerNo }),
        response: { 200: z.object({ number: z.string() }) },
      },
    },
    async ({ ctx, params }) => takeBackKey(ctx, (await resolveLibrary(ctx, params.library)).id, params.number),
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [lockersApi];
