import { z } from 'zod';
import { day, idText } from '#platform/requests/bounds';
import type { Ctx } from '#platform/context';
import { expectedVersion, idParam, listOf, pageQuery, sendVersioned, type ApiModule } from '#platform/requests/http';
import {
  closedDayTypes,
  facilities,
  libraryTypes,
  spaceKinds,
  type ClosedDay,
  type Library,
  type Space,
} from './client.ts';
import { createLibrary } from './create-library.ts';
import {
  addClosedDay,
  getClosedDay,
  listClosedDays,
  removeClosedDay,
  updateClosedDay,
} from './opening/edit-closed-days.ts';
import { addSpace, getSpace, listSpaces, removeSpace, updateSpace } from './edit-spaces.ts';
import { libraryErrors } from './errors.ts';
import { nationalHolidayRoutes } from './opening/http-national-holidays.ts';
import { mobileStopRoutes } from './opening/http-mobile-stops.ts';
import { settingRoutes } from './http-settings.ts';
import { specialHoursRoutes } from './opening/http-special-hours.ts';
import { listLibraries } from './get-library.ts';
import {
  libraryName,
  libraryParam,
  libraryRef,
  nameLibraries,
  resolveLibrary,
  resolveLibraryId,
} from './library-ref.ts';
import { fromClockTimes, toClockTimes } from './rules/clock-times.ts';
import { clockHoursInput, closedDayShape, libraryChanges, libraryInput, spaceInput } from './schema.ts';
import { deactivateLibrary, replaceOpeningHours, updateLibrary } from './update-library.ts';
import { auditApi } from './http-audit.ts';

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
  pullOrder: z
    .array(z.number())
    .nullable()
    .describe('in which order libraries are asked for what is collected here; null = as the network'),
  facilities: z.array(z.enum(facilities)).describe('what is there beside books'),
  version: z.number(),
  openingHours: clockHoursInput,
});
const shown = (library: Library) => ({ ...library, openingHours: toClockTimes(library.openingHours) });

const closedDayBody = z.object({
  id: z.number(),
  library: libraryName.nullable().describe('null = the whole network'),
  dateFrom: z.string(),
  dateTo: z.string(),
  type: z.enum(closedDayTypes),
  reason: z.string(),
  source: z.string().nullable(),
  yearly: z.boolean().describe('the same days of every year, from the year of dateFrom on'),
  weekly: z.boolean().describe('the weekday of dateFrom in every week, from that day on'),
  version: z.number(),
});
/** The days in order, and a year at most where they come back, are for the use case to say. */
const closedDayBodyInput = closedDayShape
  .omit({ libraryId: true })
  .extend({ library: libraryRef.nullable().describe('null = the whole network') });
const spaceBody = z.object({
  id: z.number(),
  library: libraryName,
  parentId: z.number().nullable(),
  kind: z.enum(spaceKinds),
  code: z.string(),
  name: z.string(),
  ddcFrom: z.string().nullable(),
  ddcTo: z.string().nullable(),
  sortOrder: z.number(),
  version: z.number(),
});
const spaceParams = libraryParam.extend({ space: idText });
const spaceShown = async (ctx: Ctx, { libraryId, ...space }: Space) => ({
  ...space,
  library: (await nameLibraries(ctx))(libraryId),
});
const closedDayShown = async (ctx: Ctx, { libraryId, ...closed }: ClosedDay) => ({
  ...closed,
  library: (await nameLibraries(ctx))(libraryId),
});

/** `/settings`, `/libraries`, their spaces, and `/closed-days`. Edits want `If-Match` with the ETag that was read. */
const librariesApi: ApiModule = (api) => {
  settingRoutes(api);
  nationalHolidayRoutes(api);
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
    '/libraries/:library',
    {
      config: { access: 'public' },
      schema: { tags, summary: 'One library', params: libraryParam, response: { 200: libraryBody } },
    },
    async (request, reply) => sendVersioned(reply, shown(await resolveLibrary(request.ctx, request.params.library))),
  );
  api.patch(
    '/libraries/:library',
    {
      config: { access: { may: 'libraries.manage' }, ifMatch: true },
      schema: {
        tags,
        summary: 'Change a library; fields left out stay',
        params: libraryParam,
        body: libraryChanges,
        response: { 200: libraryBody },
      },
    },
    async (request, reply) => {
      const version = expectedVersion(request);
      const { id } = await resolveLibrary(request.ctx, request.params.library);
      return sendVersioned(reply, shown(await updateLibrary(request.ctx, id, version, request.body)));
    },
  );
  api.delete(
    '/libraries/:library',
    {
      config: { access: { may: 'libraries.manage', network: true }, ifMatch: true },
      schema: {
        tags,
        summary: 'Close a library for good; it stays readable',
        params: libraryParam,
        response: { 200: libraryBody },
      },
    },
    async (request, reply) => {
      const version = expectedVersion(request);
      const { id } = await resolveLibrary(request.ctx, request.params.library);
      return sendVersioned(reply, shown(await deactivateLibrary(request.ctx, id, version)));
    },
  );
  api.put(
    '/libraries/:library/opening-hours',
    {
      config: { access: { may: 'libraries.manage' }, ifMatch: true },
      schema: {
        tags,
        summary: 'Replace the hours of the week',
        params: libraryParam,
        body: clockHoursInput,
        response: { 200: libraryBody },
      },
    },
    async (request, reply) => {
      const hours = fromClockTimes(request.body);
      const version = expectedVersion(request);
      const { id } = await resolveLibrary(request.ctx, request.params.library);
      return sendVersioned(reply, shown(await replaceOpeningHours(request.ctx, id, version, hours)));
    },
  );

  api.get(
    '/libraries/:library/spaces',
    {
      config: { access: 'public' },
      schema: { tags, summary: 'Rooms and shelves', params: libraryParam, response: { 200: listOf(spaceBody) } },
    },
    async ({ ctx, params }) => {
      const library = await resolveLibrary(ctx, params.library);
      const spaces = await listSpaces(ctx, library.id);
      return { data: spaces.map(({ libraryId: _, ...space }) => ({ ...space, library })), next: null };
    },
  );
  api.post(
    '/libraries/:library/spaces',
    {
      config: { access: { may: 'libraries.manage' } },
      schema: {
        tags,
        summary: 'Add a room or shelf',
        params: libraryParam,
        body: spaceInput,
        response: { 201: spaceBody },
      },
    },
    async (request, reply) => {
      const { id } = await resolveLibrary(request.ctx, request.params.library);
      const space = await addSpace(request.ctx, id, request.body);
      void reply.code(201);
      return sendVersioned(reply, await spaceShown(request.ctx, space));
    },
  );
  const spaceOf = async ({ ctx, params }: { ctx: Ctx; params: z.output<typeof spaceParams> }) => {
    const { id } = await resolveLibrary(ctx, params.library);
    const space = await getSpace(ctx, params.space);
    if (space.libraryId !== id) throw libraryErrors.spaceNotFound();
    return space;
  };
  api.get(
    '/libraries/:library/spaces/:space',
    {
      config: { access: 'public' },
      schema: { tags, summary: 'One room or shelf', params: spaceParams, response: { 200: spaceBody } },
    },
    async (request, reply) => sendVersioned(reply, await spaceShown(request.ctx, await spaceOf(request))),
  );
  api.patch(
    '/libraries/:library/spaces/:space',
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
      const changed = await updateSpace(request.ctx, id, expectedVersion(request), request.body);
      return sendVersioned(reply, await spaceShown(request.ctx, changed));
    },
  );
  api.delete(
    '/libraries/:library/spaces/:space',
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
        summary: 'Closed days; with library those of the library and of the whole network',
        querystring: z.object({
          ...pageQuery,
          from: day.optional(),
          to: day.optional(),
          library: libraryRef.optional(),
        }),
        response: { 200: listOf(closedDayBody) },
      },
    },
    async ({ ctx, query: { library, ...query } }) => {
      const libraryId = (await resolveLibraryId(ctx, library)) ?? undefined;
      const { data, next } = await listClosedDays(ctx, { ...query, libraryId });
      const named = await nameLibraries(ctx);
      return { data: data.map(({ libraryId: of, ...closed }) => ({ ...closed, library: named(of) })), next };
    },
  );
  api.post(
    '/closed-days',
    {
      config: { access: { may: 'libraries.manage' } },
      schema: {
        tags,
        summary: 'Add a day or a range of days; library null = the whole network',
        body: closedDayBodyInput,
        response: { 201: closedDayBody },
      },
    },
    async (request, reply) => {
      const { library, ...fields } = request.body;
      const libraryId = await resolveLibraryId(request.ctx, library);
      const added = await addClosedDay(request.ctx, { ...fields, libraryId });
      void reply.code(201);
      return sendVersioned(reply, await closedDayShown(request.ctx, added));
    },
  );
  api.get(
    '/closed-days/:id',
    {
      config: { access: 'public' },
      schema: { tags, summary: 'One entry', params: idParam, response: { 200: closedDayBody } },
    },
    async (request, reply) =>
      sendVersioned(reply, await closedDayShown(request.ctx, await getClosedDay(request.ctx, request.params.id))),
  );
  api.patch(
    '/closed-days/:id',
    {
      config: { access: { may: 'libraries.manage' }, ifMatch: true },
      schema: {
        tags,
        summary: 'Change it',
        params: idParam,
        body: closedDayBodyInput.partial(),
        response: { 200: closedDayBody },
      },
    },
    async (request, reply) => {
      const version = expectedVersion(request);
      const { library, ...fields } = request.body;
      const changed = await updateClosedDay(request.ctx, request.params.id, version, {
        ...fields,
        ...(library !== undefined && { libraryId: await resolveLibraryId(request.ctx, library) }),
      });
      return sendVersioned(reply, await closedDayShown(request.ctx, changed));
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

/** Its routes. */
export const api: readonly ApiModule[] = [librariesApi, auditApi];
