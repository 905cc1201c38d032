import { z } from 'zod';
import { libraryName, libraryRef, resolveLibrary } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { expectedVersion, idParam, isoInstant, listOf, sendVersioned, type Api } from '#platform/requests/http';
import { correctHours } from './door/scan.ts';
import { CHECK_KINDS, SKILLS } from './rules/terms.ts';
import { shiftReason, taskInput } from './schema.ts';
import { addShift, cancelShift } from './shifts/edit-shifts.ts';
import { addTask, changeTask, endTask } from './shifts/edit-task.ts';
import { getShift, getTask, listShifts, listTasks, publicShifts } from './shifts/list-shifts.ts';

const tags = ['volunteers'];
const access = { may: 'volunteers.manage' } as const;
const library = libraryName;
const skills = z.array(z.enum(SKILLS));
const task = z.object({
  id: z.number(),
  library,
  title: z.string(),
  titleEn: z.string(),
  description: z.string(),
  descriptionEn: z.string(),
  skills,
  needs: z.array(z.enum(CHECK_KINDS)),
  withChildren: z.boolean(),
  state: z.enum(['open', 'ended']),
  version: z.number(),
});
const shift = z.object({
  id: z.number(),
  task,
  startsAt: isoInstant,
  endsAt: isoInstant,
  places: z.number(),
  taken: z.number(),
  waiting: z.number(),
  state: z.enum(['planned', 'cancelled']),
  cancelReason: z.string(),
});
const place = z.object({
  id: z.number(),
  volunteerId: z.number(),
  name: z.string(),
  status: z.enum(['confirmed', 'waiting', 'cancelled']),
  cameAt: isoInstant.nullable(),
  leftAt: isoInstant.nullable(),
  leftByRule: z.boolean().describe('nobody noted when they left: the end of the shift counts'),
});

function ofTasks(api: Api): void {
  api.get(
    '/volunteer-tasks',
    {
      config: { access },
      schema: { tags, summary: 'What volunteers can do, open tasks first', response: { 200: listOf(task) } },
    },
    async ({ ctx }) => ({ data: await listTasks(ctx), next: null }),
  );
  const withShifts = task.extend({
    shifts: z.array(shift),
    fit: z.array(z.object({ id: z.number(), name: z.string() })),
  });
  const wholeTask = async (ctx: Ctx, id: number) => {
    const { task: found, shifts, fit } = await getTask(ctx, id);
    return { ...found, shifts, fit: fit.map(({ id: volunteerId, name }) => ({ id: volunteerId, name })) };
  };
  api.get(
    '/volunteer-tasks/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'A task with its shifts, and who may take it now',
        params: idParam,
        response: { 200: withShifts },
      },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await wholeTask(ctx, params.id)),
  );
  api.post(
    '/volunteer-tasks',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Describe something to do',
        body: taskInput.extend({ library: libraryRef }),
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, body: { library: ref, ...input } }, reply) =>
      reply.code(201).send({ id: await addTask(ctx, (await resolveLibrary(ctx, ref)).id, input) }),
  );
  api.put(
    '/volunteer-tasks/:id',
    {
      config: { access, ifMatch: true },
      schema: { tags, summary: 'Change a task', params: idParam, body: taskInput, response: { 200: withShifts } },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await changeTask(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await wholeTask(ctx, params.id));
    },
  );
  api.post(
    '/volunteer-tasks/:id/end',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'End a task; shifts that have not begun are called off',
        params: idParam,
        response: { 200: withShifts },
      },
    },
    async (request, reply) => {
      const { ctx, params } = request;
      await endTask(ctx, params.id, expectedVersion(request));
      return sendVersioned(reply, await wholeTask(ctx, params.id));
    },
  );
  api.post(
    '/volunteer-tasks/:id/shifts',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Add a shift that is to come',
        params: idParam,
        body: z.object({ startsAt: isoInstant, endsAt: isoInstant, places: z.number().int().min(1).max(200) }),
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, params, body }, reply) => reply.code(201).send({ id: await addShift(ctx, params.id, body) }),
  );
}

function ofShifts(api: Api): void {
  api.get(
    '/volunteer-shifts/open',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Shifts to come with what is done there and how many places are left',
        response: { 200: listOf(shift) },
      },
    },
    async ({ ctx }) => ({ data: await publicShifts(ctx), next: null }),
  );
  api.get(
    '/volunteer-shifts',
    {
      config: { access },
      schema: { tags, summary: 'Shifts that are not over, by their beginning', response: { 200: listOf(shift) } },
    },
    async ({ ctx }) => ({ data: await listShifts(ctx), next: null }),
  );
  const withPeople = shift.extend({ people: z.array(place) });
  const wholeShift = async (ctx: Ctx, id: number) => {
    const { shift: found, places } = await getShift(ctx, id);
    return { ...found, people: places };
  };
  api.get(
    '/volunteer-shifts/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'A shift with who comes and who waits, in their order',
        params: idParam,
        response: { 200: withPeople },
      },
    },
    async ({ ctx, params }) => wholeShift(ctx, params.id),
  );
  api.post(
    '/volunteer-shifts/:id/cancel',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Call a shift off that has not begun; who had a place is told',
        params: idParam,
        body: z.object({ reason: shiftReason.default('') }),
        response: { 200: withPeople },
      },
    },
    async ({ ctx, params, body }) => {
      await cancelShift(ctx, params.id, body.reason);
      return wholeShift(ctx, params.id);
    },
  );
  api.put(
    '/volunteer-places/:id/hours',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Correct when somebody came and left',
        params: idParam,
        body: z.object({ cameAt: isoInstant, leftAt: isoInstant }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await correctHours(ctx, params.id, body);
      return reply.code(204).send(null);
    },
  );
}

/** What volunteers do, when, and who came. */
export function workApi(api: Api): void {
  ofTasks(api);
  ofShifts(api);
}
