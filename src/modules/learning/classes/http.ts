import { z } from 'zod';
import { libraryRef, nameLibraries, resolveLibrary } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import {
  cutPage,
  expectedVersion,
  idParam,
  listOf,
  pageQuery,
  sendVersioned,
  type Api,
  type ApiModule,
} from '#platform/requests/http';
import { classSchema, figuresSchema, newClassBody, taughtSchema } from './http-shapes.ts';
import { meetingRoutes, teachingRoutes } from './http-meetings.ts';
import { markingRoutes } from './http-marking.ts';
import { messageRoutes } from './http-messages.ts';
import { pupilRoutes } from './http-pupils.ts';
import { resultRoutes } from './http-results.ts';
import { classHead, teacherInput } from './schema.ts';
import { addTeacher, handOverClass, listCandidates, removeTeacher } from './teaching/change-teachers.ts';
import { appointTeacher } from './teaching/appoint-teacher.ts';
import { classFigures } from './teaching/class-figures.ts';
import { createClass } from './teaching/create-class.ts';
import { endClass, reopenClass } from './teaching/end-class.ts';
import { listClasses } from './teaching/list-classes.ts';
import { saveClass } from './teaching/save-class.ts';
import { viewClass } from './teaching/view-class.ts';

const tags = ['classes'];
const access = { may: 'courses.teach' } as const;

/** A class with the name of its library in the place of its id. */
async function taught(ctx: Ctx, id: number) {
  const { libraryId, ...whole } = await viewClass(ctx, id);
  return { ...whole, library: (await nameLibraries(ctx))(libraryId) };
}

function classes(api: Api): void {
  api.get(
    '/classes',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Classes that one teaches',
        querystring: z.object(pageQuery),
        response: { 200: listOf(classSchema) },
      },
    },
    async ({ ctx, query }) => {
      const named = await nameLibraries(ctx);
      const { data, next } = cutPage(await listClasses(ctx), query, ({ id }) => id);
      return { data: data.map(({ libraryId, ...row }) => ({ ...row, library: named(libraryId) })), next };
    },
  );
  api.post(
    '/classes',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Make a class that learns a course; who makes it teaches it',
        body: newClassBody,
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, body: { library, ...body } }, reply) =>
      reply
        .code(201)
        .send({ id: await createClass(ctx, { ...body, libraryId: (await resolveLibrary(ctx, library)).id }) }),
  );
  api.get(
    '/classes/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'A class with its pupils and how far each is; for its teachers alone',
        params: idParam,
        response: { 200: taughtSchema },
      },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await taught(ctx, params.id)),
  );
  api.put(
    '/classes/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Change what is said of a class',
        params: idParam,
        body: classHead,
        response: { 200: taughtSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await saveClass(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await taught(ctx, params.id));
    },
  );
  const moves = {
    end: { does: endClass, says: 'End a class: nobody comes in by its code, and its pupils go after their days' },
    reopen: { does: reopenClass, says: 'Open a class that was ended again' },
  };
  for (const [name, { does, says }] of Object.entries(moves)) {
    api.post(
      `/classes/:id/${name}`,
      {
        config: { access, ifMatch: true },
        schema: { tags, summary: says, params: idParam, response: { 200: taughtSchema } },
      },
      async (request, reply) => {
        await does(request.ctx, request.params.id, expectedVersion(request));
        return sendVersioned(reply, await taught(request.ctx, request.params.id));
      },
    );
  }
  api.get(
    '/class-figures',
    {
      config: { access: { may: 'courses.manage' } },
      schema: {
        tags,
        summary: 'Classes that learn now, in figures without names',
        querystring: z.object({
          ...pageQuery,
          library: libraryRef.optional().describe('left out: all that one may see'),
        }),
        response: { 200: listOf(figuresSchema) },
      },
    },
    async ({ ctx, query: { library, ...page } }) => {
      const libraryId = library === undefined ? undefined : (await resolveLibrary(ctx, library)).id;
      const named = await nameLibraries(ctx);
      const { data, next } = cutPage(await classFigures(ctx, libraryId), page, ({ id }) => id);
      return { data: data.map(({ libraryId: of, ...row }) => ({ ...row, library: named(of) })), next };
    },
  );
}

function teachers(api: Api): void {
  const row = z.object({ id: z.number(), name: z.string() });
  api.post(
    '/classes/:id/appointments',
    {
      config: { access: { may: 'courses.manage' } },
      schema: {
        tags,
        summary: 'Let somebody teach a class of which every teacher has left',
        params: idParam,
        body: teacherInput,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await appointTeacher(ctx, params.id, body);
      return reply.code(204).send(null);
    },
  );
  api.get(
    '/classes/:id/teacher-candidates',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Who could teach a class beside those who do',
        params: idParam,
        querystring: z.object(pageQuery),
        response: { 200: listOf(row) },
      },
    },
    async ({ ctx, params, query }) => cutPage(await listCandidates(ctx, params.id), query, ({ id }) => id),
  );
  api.post(
    '/classes/:id/teachers',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Let somebody teach a class too',
        params: idParam,
        body: teacherInput,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await addTeacher(ctx, params.id, body);
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/classes/:id/teachers/:account',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Let somebody teach a class no more',
        params: idParam.extend({ account: idParam.shape.id }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params }, reply) => {
      await removeTeacher(ctx, params.id, params.account);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/classes/:id/hand-over',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Hand a class over: another teaches it from now on, and one does no more oneself',
        params: idParam,
        body: teacherInput,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await handOverClass(ctx, params.id, body);
      return reply.code(204).send(null);
    },
  );
}

const classesApi: ApiModule = (api) => {
  classes(api);
  teachers(api);
  pupilRoutes(api);
  meetingRoutes(api);
  teachingRoutes(api);
  messageRoutes(api);
  markingRoutes(api);
  resultRoutes(api);
};

/** Its routes. */
export const api: readonly ApiModule[] = [classesApi];
