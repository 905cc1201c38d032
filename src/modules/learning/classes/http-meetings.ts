import { z } from 'zod';
import { libraryName, libraryRef, nameLibraries, resolveLibrary, resolveLibraryId } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { id } from '#platform/requests/bounds';
import { cutPage, expectedVersion, idParam, isoInstant, listOf, pageQuery, type Api } from '#platform/requests/http';
import { ATTENDANCE_STATES } from './client.ts';
import { pinSchema } from './http-shapes.ts';
import { cancelMeeting } from './meetings/cancel-meeting.ts';
import { markAttendance } from './meetings/mark-attendance.ts';
import { moveMeeting } from './meetings/move-meeting.ts';
import { planMeetings } from './meetings/plan-meetings.ts';
import { listHostedMeetings, viewPlan } from './meetings/view-plan.ts';
import { enterPaperResults } from './paper/enter-results.ts';
import { addFromList } from './roster/add-from-list.ts';
import { renewPins } from './roster/renew-pins.ts';
import {
  askBoxInput,
  attendanceInput,
  boxInput,
  cancelInput,
  listInput,
  meetingShape,
  paperInput,
  planShape,
} from './schema-meetings.ts';
import { askClassBox, withdrawClassBox } from './teaching/ask-box.ts';
import { chooseBox } from './teaching/class-box.ts';

const tags = ['classes'];
const access = { may: 'courses.teach' } as const;
const none = { 204: z.null() };

const states = z.object({ present: z.number(), excused: z.number(), sick: z.number(), absent: z.number() });
const meetingSchema = z.object({
  id: z.number(),
  startsAt: isoInstant,
  endsAt: isoInstant,
  library: libraryName.nullable().describe('that holds it; null = it is at the school'),
  spaceId: z.number().nullable(),
  room: z.string().nullable(),
  hostId: z.number().nullable().describe('the librarian who comes or receives the class'),
  host: z.string().nullable(),
  lessonId: z.number().nullable(),
  lesson: z.string().nullable(),
  place: z.string(),
  note: z.string(),
  cancelledAt: isoInstant.nullable(),
  cancelReason: z.string(),
  states,
  noted: z.array(z.object({ pupilId: z.number(), state: z.enum(ATTENDANCE_STATES) })),
  version: z.number(),
});
const hostedSchema = z.object({
  id: z.number(),
  startsAt: isoInstant,
  endsAt: isoInstant,
  library: libraryName,
  room: z.string().nullable(),
  host: z.string().nullable().describe('the librarian who receives the class'),
  className: z.string(),
  school: libraryName,
  pupils: z.number(),
  version: z.number(),
});
const host = { hostId: id.nullable().default(null).describe('an account that teaches classes at that library') };
const askBoxBody = askBoxInput.omit({ libraryId: true }).extend({ library: libraryRef.describe('who is asked') });
const planBody = planShape
  .omit({ libraryId: true, librarianId: true })
  .extend({ library: libraryRef.nullish(), ...host });
const meetingBody = meetingShape
  .omit({ libraryId: true, librarianId: true })
  .extend({ library: libraryRef.nullish(), ...host });

async function meetingsOf(ctx: Ctx, classId: number) {
  const named = await nameLibraries(ctx);
  return (await viewPlan(ctx, classId)).meetings.map(({ libraryId, librarianId, librarian, ...row }) => ({
    ...{ ...row, hostId: librarianId, host: librarian, library: named(libraryId) },
  }));
}

/** Meetings of classes and who came. */
export function meetingRoutes(api: Api): void {
  api.get(
    '/classes/:id/meetings',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Meetings of a class with who came; for its teachers alone',
        params: idParam,
        querystring: z.object(pageQuery),
        response: { 200: listOf(meetingSchema) },
      },
    },
    async ({ ctx, params, query }) => cutPage(await meetingsOf(ctx, params.id), query, ({ id }) => id),
  );
  api.post(
    '/classes/:id/meetings',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Plan a meeting, or one a week; days that are closed are passed over',
        params: idParam,
        body: planBody,
        response: { 201: z.object({ ids: z.array(z.number()), passed: z.array(z.string()) }) },
      },
    },
    async ({ ctx, params, body: { library, hostId, ...body } }, reply) =>
      reply.code(201).send(
        await planMeetings(ctx, params.id, {
          ...{ ...body, librarianId: hostId, libraryId: await resolveLibraryId(ctx, library) },
        }),
      ),
  );
  api.get(
    '/class-meetings',
    {
      config: { access: { may: ['courses.teach', 'courses.manage'] } },
      schema: {
        tags,
        summary: 'Meetings that libraries hold from now on, without a name of a pupil',
        querystring: z.object(pageQuery),
        response: { 200: listOf(hostedSchema) },
      },
    },
    async ({ ctx, query }) => {
      const named = await nameLibraries(ctx);
      const { data, next } = cutPage(await listHostedMeetings(ctx), query, ({ id }) => id);
      return {
        data: data.map(({ libraryId, schoolId, librarian, timeZone: _, ...row }) => ({
          ...{ ...row, host: librarian, library: named(libraryId), school: named(schoolId) },
        })),
        next,
      };
    },
  );
  api.put(
    '/class-meetings/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Move a meeting, or change what is said of it',
        params: idParam,
        body: meetingBody,
        response: none,
      },
    },
    async (request, reply) => {
      const { library, hostId, ...body } = request.body;
      const libraryId = await resolveLibraryId(request.ctx, library);
      await moveMeeting(request.ctx, request.params.id, {
        ...{ ...body, librarianId: hostId, libraryId, version: expectedVersion(request) },
      });
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/class-meetings/:id/cancel',
    {
      config: { access: { may: ['courses.teach', 'courses.manage'] }, ifMatch: true },
      schema: {
        tags,
        summary:
          'Call a meeting off, as a teacher of the class or for the library that holds it: its room and its librarian are free',
        params: idParam,
        body: cancelInput,
        response: none,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await cancelMeeting(ctx, params.id, { ...body, version: expectedVersion(request) });
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/class-meetings/:id/attendances',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Note who came, as one list, from the day of the meeting on',
        params: idParam,
        body: attendanceInput,
        response: none,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await markAttendance(ctx, params.id, { ...body, version: expectedVersion(request) });
      return reply.code(204).send(null);
    },
  );
}

/** What else teachers do with a class: new PINs, a class list, its books, results of paper. */
export function teachingRoutes(api: Api): void {
  api.post(
    '/classes/:id/renew-pins',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Give every pupil a new PIN, told this once; the old ones open nothing',
        params: idParam,
        response: { 200: listOf(pinSchema) },
      },
    },
    async ({ ctx, params }) => ({ data: await renewPins(ctx, params.id), next: null }),
  );
  api.post(
    '/classes/:id/list-pupils',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Take the names of a class list of the school into a class; the PINs are told this once',
        params: idParam,
        body: listInput,
        response: { 201: listOf(pinSchema) },
      },
    },
    async ({ ctx, params, body }, reply) =>
      reply.code(201).send({ data: await addFromList(ctx, params.id, body), next: null }),
  );
  api.put(
    '/classes/:id/box',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Say which bulk loan is the box of books of a class',
        params: idParam,
        body: boxInput,
        response: none,
      },
    },
    async ({ ctx, params, body }, reply) => {
      await chooseBox(ctx, params.id, body);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/classes/:id/box-requests',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Ask a library for a box of books for a class',
        params: idParam,
        body: askBoxBody,
        response: { 201: z.object({ id: z.number().describe('of the request') }) },
      },
    },
    async ({ ctx, params, body: { library, ...body } }, reply) => {
      const asked = { ...body, libraryId: (await resolveLibrary(ctx, library)).id };
      return reply.code(201).send({ id: await askClassBox(ctx, params.id, asked) });
    },
  );
  api.post(
    '/classes/:id/withdraw-box-request',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Take back what was asked for and nobody answered',
        params: idParam,
        response: none,
      },
    },
    async ({ ctx, params }, reply) => {
      await withdrawClassBox(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/classes/:id/paper-results',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Enter what pupils answered on paper: all of it, or nothing',
        params: idParam,
        body: paperInput,
        response: { 200: z.object({ answers: z.number().describe('that are new') }) },
      },
    },
    async ({ ctx, params, body }) => ({ answers: await enterPaperResults(ctx, params.id, body) }),
  );
}
