import { z } from 'zod';
import { day } from '#platform/requests/bounds';
import type { Ctx } from '#platform/context';
import { expectedVersion, idParam, listOf, sendVersioned, type Api } from '#platform/requests/http';
import type { SpecialHours } from '../client.ts';
import {
  addSpecialHours,
  getSpecialHours,
  listSpecialHours,
  removeSpecialHours,
  updateSpecialHours,
} from './edit-special-hours.ts';
import { libraryName, libraryRef, nameLibraries, resolveLibraryId, type NameLibraries } from '../library-ref.ts';
import { fromClockTimes, toClockTimes } from '../rules/clock-times.ts';
import { clockHoursInput, specialHoursShape } from '../schema.ts';

const input = specialHoursShape.omit({ libraryId: true }).extend({
  library: libraryRef.nullable().describe('null = the whole network'),
  hours: clockHoursInput.min(1).describe('a weekday that is not named keeps its usual hours'),
  onClosedDays: z.boolean().optional().describe('opens closed days too'),
});
const body = z.object({
  id: z.number(),
  library: libraryName.nullable().describe('null = the whole network'),
  dateFrom: z.string(),
  dateTo: z.string(),
  reason: z.string(),
  hours: clockHoursInput,
  onClosedDays: z.boolean(),
  version: z.number(),
});
const viewOf =
  (named: NameLibraries) =>
  ({ libraryId, hours, ...special }: SpecialHours): z.output<typeof body> => ({
    ...special,
    library: named(libraryId),
    hours: toClockTimes(hours),
  });
const shown = async (ctx: Ctx, special: SpecialHours) => viewOf(await nameLibraries(ctx))(special);

/** `/special-hours`: hours that hold for a time instead of the usual ones. Edits want `If-Match`. */
export function specialHoursRoutes(api: Api): void {
  const tags = ['libraries'];
  api.get(
    '/special-hours',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Hours that hold for a time; with library those of the library and of the whole network',
        querystring: z.object({
          from: day.optional(),
          to: day.optional(),
          library: libraryRef.optional(),
        }),
        response: { 200: listOf(body) },
      },
    },
    async ({ ctx, query: { library, ...days } }) => {
      const libraryId = (await resolveLibraryId(ctx, library)) ?? undefined;
      const found = await listSpecialHours(ctx, { ...days, libraryId });
      return { data: found.map(viewOf(await nameLibraries(ctx))), next: null };
    },
  );
  api.post(
    '/special-hours',
    {
      config: { access: { may: 'libraries.manage' } },
      schema: { tags, summary: 'Add them; library null = the whole network', body: input, response: { 201: body } },
    },
    async (request, reply) => {
      const { ctx, body: given } = request;
      const { library, hours, onClosedDays = false, ...fields } = given;
      const libraryId = await resolveLibraryId(ctx, library);
      const added = await addSpecialHours(ctx, { ...fields, libraryId, onClosedDays, hours: fromClockTimes(hours) });
      void reply.code(201);
      return sendVersioned(reply, await shown(ctx, added));
    },
  );
  api.get(
    '/special-hours/:id',
    { config: { access: 'public' }, schema: { tags, summary: 'One entry', params: idParam, response: { 200: body } } },
    async (request, reply) =>
      sendVersioned(reply, await shown(request.ctx, await getSpecialHours(request.ctx, request.params.id))),
  );
  api.patch(
    '/special-hours/:id',
    {
      config: { access: { may: 'libraries.manage' }, ifMatch: true },
      schema: { tags, summary: 'Change them', params: idParam, body: input.partial(), response: { 200: body } },
    },
    async (request, reply) => {
      const version = expectedVersion(request);
      const { library, hours, onClosedDays, ...fields } = request.body;
      const changed = await updateSpecialHours(request.ctx, request.params.id, version, {
        ...fields,
        ...(library !== undefined && { libraryId: await resolveLibraryId(request.ctx, library) }),
        ...(onClosedDays !== undefined && { onClosedDays }),
        ...(hours && { hours: fromClockTimes(hours) }),
      });
      return sendVersioned(reply, await shown(request.ctx, changed));
    },
  );
  api.delete(
    '/special-hours/:id',
    {
      config: { access: { may: 'libraries.manage' }, ifMatch: true },
      schema: { tags, summary: 'Take them out of the calendar', params: idParam, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await removeSpecialHours(request.ctx, request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
}
