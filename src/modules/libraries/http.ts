import { z } from 'zod';
import { day } from '#platform/bounds';
import { expectedVersion, idParam, listOf, pageQuery, sendVersioned, type ApiModule } from '#platform/http';
import { closedDayTypes, libraryTypes, spaceKinds, type Library } from './client.ts';
import { createLibrary } from './create-library.ts';
import { addClosedDay, getClosedDay, listClosedDays, removeClosedDay, updateClosedDay } from './edit-closed-days.ts';
import { addSpace, getSpace, listSpaces, removeSpace, updateSpace } from './edit-spaces.ts';
import { libraryErrors } from './errors.ts';
import { mobileStopRoutes } from './http-mobile-stops.ts';
import { settingRoutes } from './http-settings.ts';
import { specialHoursRoutes } from './http-special-hours.ts';
import { getLibrary, listLibraries } from './get-library.ts';
import { fromClockTimes, toClockTimes } from './rules/clock-times.ts';
import { clockHoursInput, closedDayInput, closedDayShape, libraryChanges, libraryInput, spaceInput } from './schema.ts';
import { deactivateLibrary, replaceOpeningHours, updateLibrary } from './update-library.ts';

const libraryBody = z.object({
  id: z.number(),
  code: z.string(),
  name: z.string(),
  type: z.enum(libraryTypes),
  npp: z.string().nullable(),
  address: z.string().nullable(),
  kelurahan: z.string().nullable(),
  kecamatan: z.string().nullable(),
  city: z.string().nullable(),
  postalCode: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  timeZone: z.string(),
  description: z.string().nullable(),
  active: z.boolean(),
  sortOrder: z.number(),
  version: z.number(),
  openingHours: clockHoursInput,
});
const shown = (library: Library) => ({ ...library, openingHours: toClockTimes(library.openingHours) });

const closedDayBody = z.object({
  id: z.number(),
  libraryId: z.number().nullable(),
  dateFrom: z.string(),
  dateTo: z.string(),
  type: z.enum(closedDayTypes),
  reason: z.string(),
  source: z.string().nullable(),
  yearly: z.boolean().describe('the same days of every year, from the year of dateFrom on'),
  version: z.number(),
});
const spaceBody = z.object({
  id: z.number(),
  libraryId: z.number(),
  parentId: z.number().nullable(),
  kind: z.enum(spaceKinds),
  code: z.string(),
  name: z.string(),
  ddcFrom: z.string().nullable(),
  ddcTo: z.string().nullable(),
  sortOrder: z.number(),
  version: z.number(),
});
const spaceParams = idParam.extend({ spaceId: z.coerce.number().int().positive() });

/** `/settings`, `/libraries`, their spaces, and `/closed-days`. Edits want `If-Match` with the ETag that was read. */
export const librariesApi: ApiModule = (api) => {
  settingRoutes(api);
  const tags = ['libraries'];

  api.get(
    '/libraries',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Libraries of the network with their hours',
        querystring: z.object({ active: z.enum(['true', 'false']).optional() }),
        response: { 200: listOf(libraryBody) },
      },
    },
    async (request) => {
      const { active } = request.query;
      const data = await listLibraries(request.ctx, active === undefined ? {} : { active: active === 'true' });
      return { data: data.map(shown), next: null };
    },
  );
  api.post(
    '/libraries',
    {
      config: { access: { may: 'libraries.manage', network: true } },
      schema: {
        tags,
        summary: 'Add a library',
        body: libraryInput.extend({ openingHours: clockHoursInput.optional() }),
        response: { 201: libraryBody },
      },
    },
    async (request, reply) => {
      const { openingHours, ...fields } = request.body;
      const library = await createLibrary(request.ctx, {
        ...fields,
        ...(openingHours ? { openingHours: fromClockTimes(openingHours) } : {}),
      });
      void reply.code(201);
      return sendVersioned(reply, shown(library));
    },
  );
  api.get(
    '/libraries/:id',
    {
      config: { access: 'public' },
      schema: { tags, summary: 'One library', params: idParam, response: { 200: libraryBody } },
    },
    async (request, reply) => sendVersioned(reply, shown(await getLibrary(request.ctx, request.params.id))),
  );
  api.patch(
    '/libraries/:id',
    {
      config: { access: { may: 'libraries.manage' }, ifMatch: true },
      schema: {
        tags,
        summary: 'Change a library; fields left out stay',
        params: idParam,
        body: libraryChanges,
        response: { 200: libraryBody },
      },
    },
    async (request, reply) => {
      const version = expectedVersion(request);
      return sendVersioned(reply, shown(await updateLibrary(request.ctx, request.params.id, version, request.body)));
    },
  );
  api.delete(
    '/libraries/:id',
    {
      config: { access: { may: 'libraries.manage', network: true }, ifMatch: true },
      schema: {
        tags,
        summary: 'Close a library for good; it stays readable',
        params: idParam,
        response: { 200: libraryBody },
      },
    },
    async (request, reply) =>
      sendVersioned(reply, shown(await deactivateLibrary(request.ctx, request.params.id, expectedVersion(request)))),
  );
  api.put(
    '/libraries/:id/opening-hours',
    {
      config: { access: { may: 'libraries.manage' }, ifMatch: true },
      schema: {
        tags,
        summary: 'Replace the hours of the week',
        params: idParam,
        body: clockHoursInput,
        response: { 200: libraryBody },
      },
    },
    async (request, reply) => {
      const hours = fromClockTimes(request.body);
      const version = expectedVersion(request);
      return sendVersioned(reply, shown(await replaceOpeningHours(request.ctx, request.params.id, version, hours)));
    },
  );

  api.get(
    '/libraries/:id/spaces',
    {
      config: { access: 'public' },
      schema: { tags, summary: 'Rooms and shelves', params: idParam, response: { 200: listOf(spaceBody) } },
    },
    async (request) => ({ data: await listSpaces(request.ctx, request.params.id), next: null }),
  );
  api.post(
    '/libraries/:id/spaces',
    {
      config: { access: { may: 'libraries.manage' } },
      schema: {
        tags,
        summary: 'Add a room or shelf',
        params: idParam,
        body: spaceInput,
        response: { 201: spaceBody },
      },
    },
    async (request, reply) => {
      const space = await addSpace(request.ctx, request.params.id, request.body);
      void reply.code(201);
      return sendVersioned(reply, space);
    },
  );
  const spaceOf = async (request: { ctx: Parameters<typeof getSpace>[0]; params: { id: number; spaceId: number } }) => {
    const space = await getSpace(request.ctx, request.params.spaceId);
    if (space.libraryId !== request.params.id) throw libraryErrors.spaceNotFound();
    return space;
  };
  api.get(
    '/libraries/:id/spaces/:spaceId',
    {
      config: { access: 'public' },
      schema: { tags, summary: 'One room or shelf', params: spaceParams, response: { 200: spaceBody } },
    },
    async (request, reply) => sendVersioned(reply, await spaceOf(request)),
  );
  api.patch(
    '/libraries/:id/spaces/:spaceId',
    {
      config: { access: { may: 'libraries.manage' }, ifMatch: true },
      schema: {
        tags,
        summary: 'Change a room or shelf',
        params: spaceParams,
        body: spaceInput.partial(),
        response: { 200: spaceBody },
      },
    },
    async (request, reply) => {
      const { id } = await spaceOf(request);
      return sendVersioned(reply, await updateSpace(request.ctx, id, expectedVersion(request), request.body));
    },
  );
  api.delete(
    '/libraries/:id/spaces/:spaceId',
    {
      config: { access: { may: 'libraries.manage' }, ifMatch: true },
      schema: { tags, summary: 'Remove a room or shelf', params: spaceParams, response: { 204: z.null() } },
    },
    async (request, reply) => {
      const { id } = await spaceOf(request);
      await removeSpace(request.ctx, id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );

  specialHoursRoutes(api);
  mobileStopRoutes(api);

  api.get(
    '/closed-days',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Closed days; with libraryId those of the library and of the whole network',
        querystring: z.object({
          ...pageQuery,
          from: day.optional(),
          to: day.optional(),
          libraryId: z.coerce.number().int().positive().optional(),
        }),
        response: { 200: listOf(closedDayBody) },
      },
    },
    async (request) => listClosedDays(request.ctx, request.query),
  );
  api.post(
    '/closed-days',
    {
      config: { access: { may: 'libraries.manage' } },
      schema: {
        tags,
        summary: 'Add a day or a range of days; libraryId null = the whole network',
        body: closedDayInput,
        response: { 201: closedDayBody },
      },
    },
    async (request, reply) => {
      const added = await addClosedDay(request.ctx, request.body);
      void reply.code(201);
      return sendVersioned(reply, added);
    },
  );
  api.get(
    '/closed-days/:id',
    {
      config: { access: 'public' },
      schema: { tags, summary: 'One entry', params: idParam, response: { 200: closedDayBody } },
    },
    async (request, reply) => sendVersioned(reply, await getClosedDay(request.ctx, request.params.id)),
  );
  api.patch(
    '/closed-days/:id',
    {
      config: { access: { may: 'libraries.manage' }, ifMatch: true },
      schema: {
        tags,
        summary: 'Change it',
        params: idParam,
        body: closedDayShape.partial(),
        response: { 200: closedDayBody },
      },
    },
    async (request, reply) => {
      const version = expectedVersion(request);
      return sendVersioned(reply, await updateClosedDay(request.ctx, request.params.id, version, request.body));
    },
  );
  api.delete(
    '/closed-days/:id',
    {
      config: { access: { may: 'libraries.manage' }, ifMatch: true },
      schema: { tags, summary: 'Take it out of the calendar', params: idParam, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await removeClosedDay(request.ctx, request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
};
