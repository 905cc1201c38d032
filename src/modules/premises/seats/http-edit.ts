import { z } from 'zod';
import { libraryName, libraryRef, resolveLibrary } from '#modules/ground/libraries';
import { idParam, type Api } from '#platform/requests/http';
import { SEAT_KINDS } from './client.ts';
import { changeSeat, createSeat } from './edit-seats.ts';
import { getSeat } from './view-seats.ts';

const whole = (least: number, most: number) => z.int().min(least).max(most);
const body = z.object({
  kind: z.enum(SEAT_KINDS),
  name: z.string().min(1).max(80),
  note: z.string().max(300).default(''),
  capacity: whole(1, 500),
  slotMinutes: whole(15, 480),
  maxSlotsPerDay: whole(1, 32),
  needsApproval: z.boolean(),
  noShowMinutes: whole(5, 480).describe('whoever has not come by then gives the place free'),
  active: z.boolean().default(true),
});
const placeSchema = body.extend({
  id: z.number(),
  library: libraryName,
});

/** Which rooms, computers and seats a library has. */
export function editRoutes(api: Api): void {
  const tags = ['seats'];
  const access = { may: 'libraries.manage' } as const;
  api.get(
    '/seats/:id',
    {
      config: { access },
      schema: { tags, summary: 'One of them as it is set up', params: idParam, response: { 200: placeSchema } },
    },
    async ({ ctx, params }) => getSeat(ctx, params.id),
  );
  api.post(
    '/seats',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Add a room, a computer or a seat to a library',
        body: body.extend({ library: libraryRef }),
        response: { 201: placeSchema },
      },
    },
    async ({ ctx, body: { library, ...input } }, reply) => {
      const { id: libraryId } = await resolveLibrary(ctx, library);
      return reply.code(201).send(await getSeat(ctx, await createSeat(ctx, libraryId, input)));
    },
  );
  api.put(
    '/seats/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Set one up anew; what is reserved stays. `active: false` takes it out of use',
        params: idParam,
        body,
        response: { 200: placeSchema },
      },
    },
    async ({ ctx, params, body: input }) => {
      await changeSeat(ctx, params.id, input);
      return getSeat(ctx, params.id);
    },
  );
}
