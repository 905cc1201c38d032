import { z } from 'zod';
import { day } from '#platform/bounds';
import { expectedVersion, idParam, listOf, sendVersioned, type Api } from '#platform/http';
import type { SpecialHours } from './client.ts';
import {
  addSpecialHours,
  getSpecialHours,
  listSpecialHours,
  removeSpecialHours,
  updateSpecialHours,
} from './edit-special-hours.ts';
import { fromClockTimes, toClockTimes } from './rules/clock-times.ts';
import { clockHoursInput, specialHoursShape } from './schema.ts';

const input = specialHoursShape.extend({
  hours: clockHoursInput.min(1).describe('a weekday that is not named keeps its usual hours'),
  onClosedDays: z.boolean().optional().describe('opens closed days too'),
});
const body = z.object({
  id: z.number(),
  libraryId: z.number().nullable(),
  dateFrom: z.string(),
  dateTo: z.string(),
  reason: z.string(),
  hours: clockHoursInput,
  onClosedDays: z.boolean(),
  version: z.number(),
});
const shown = (special: SpecialHours) => ({ ...special, hours: toClockTimes(special.hours) });

/** `/special-hours`: hours that hold for a time instead of the usual ones. Edits want `If-Match`. */
export function specialHoursRoutes(api: Api): void {
  const tags = ['libraries'];
  api.get(
    '/special-hours',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Hours that hold for a time; with libraryId those of the library and of the whole network',
        querystring: z.object({
          from: day.optional(),
          to: day.optional(),
          libraryId: z.coerce.number().int().positive().optional(),
        }),
        response: { 200: listOf(body) },
      },
    },
    async ({ ctx, query }) => ({ data: (await listSpecialHours(ctx, query)).map(shown), next: null }),
  );
  api.post(
    '/special-hours',
    {
      config: { access: { may: 'libraries.manage' } },
      schema: { tags, summary: 'Add them; libraryId null = the whole network', body: input, response: { 201: body } },
    },
    async (request, reply) => {
      const { hours, onClosedDays = false, ...fields } = request.body;
      const added = await addSpecialHours(request.ctx, { ...fields, onClosedDays, hours: fromClockTimes(hours) });
      void reply.code(201);
      return sendVersioned(reply, shown(added));
    },
  );
  api.get(
    '/special-hours/:id',
    { config: { access: 'public' }, schema: { tags, summary: 'One entry', params: idParam, response: { 200: body } } },
    async (request, reply) => sendVersioned(reply, shown(await getSpecialHours(request.ctx, request.params.id))),
  );
  api.patch(
    '/special-hours/:id',
    {
      config: { access: { may: 'libraries.manage' }, ifMatch: true },
      schema: { tags, summary: 'Change them', params: idParam, body: input.partial(), response: { 200: body } },
    },
    async (request, reply) => {
      const { hours, onClosedDays, ...fields } = request.body;
      const changed = await updateSpecialHours(request.ctx, request.params.id, expectedVersion(request), {
        ...fields,
        ...(onClosedDays !== undefined && { onClosedDays }),
        ...(hours && { hours: fromClockTimes(hours) }),
      });
      return sendVersioned(reply, shown(changed));
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
