import { z } from 'zod';
import { nameLibraries, resolveLibraryId } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import {
  decodeCursor,
  encodeCursor,
  expectedVersion,
  idParam,
  listOf,
  sendVersioned,
  type Api,
  type ApiModule,
} from '#platform/requests/http';
import { archiveRoutes } from './publishing/http-archives.ts';
import { authorRoutes } from './authors/http-authors.ts';
import { commentRoutes } from './http-comments.ts';
import { learnRoutes } from './http-learn.ts';
import { lessonRoutes } from './http-lessons.ts';
import { markingRoutes } from './http-marking.ts';
import { paperRoutes } from './papers/http-papers.ts';
import { workRoutes } from './http-works.ts';
import {
  checkSchema,
  courseBody,
  courseLineSchema,
  courseStates,
  missesSchema,
  newCourseBody,
  writtenCourseSchema,
} from './http-shapes.ts';
import { checkCourse } from './publishing/check-course.ts';
import { publishCourse, submitCourse, withdrawCourse } from './publishing/publish-course.ts';
import { getCourse, listCourses, taskMisses } from './reading/staff-courses.ts';
import { lessonHead } from './schema.ts';
import { createCourse, removeCourse, saveCourse } from './writing/edit-course.ts';
import { addLesson } from './writing/edit-lessons.ts';

const tags = ['courses'];
const access = { may: 'courses.manage' } as const;
/** Who answers for a course, and who writes it with them. */
const writers = { may: ['courses.manage', 'courses.teach'] } as const;
const offsetShape = z.tuple([z.number().int().nonnegative().max(100_000)]);
const made = { 201: z.object({ id: z.number() }) };

async function written(ctx: Ctx, id: number) {
  const { libraryId, ...course } = await getCourse(ctx, id);
  return { ...course, library: (await nameLibraries(ctx))(libraryId) };
}

/** Courses for those who write them. */
function writing(api: Api): void {
  api.get(
    '/course-sources',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Courses that somebody may write, those changed last first',
        querystring: z.object({
          state: courseStates.default('draft'),
          cursor: z.string().max(200).optional(),
          limit: z.coerce.number().int().min(1).max(100).default(50),
        }),
        response: { 200: listOf(courseLineSchema) },
      },
    },
    async ({ ctx, query: { state, cursor, limit } }) => {
      const [offset] = decodeCursor(cursor, offsetShape) ?? [0];
      const { courses, more } = await listCourses(ctx, { states: [state], limit, offset });
      const named = await nameLibraries(ctx);
      const data = courses.map(({ libraryId, ...line }) => ({ ...line, library: named(libraryId) }));
      return { data, next: more ? encodeCursor([offset + limit]) : null };
    },
  );
  api.post(
    '/course-sources',
    {
      config: { access },
      schema: { tags, summary: 'Begin a course, as a draft', body: newCourseBody, response: made },
    },
    async ({ ctx, body: { library, ...head } }, reply) =>
      reply
        .code(201)
        .send({ id: await createCourse(ctx, { ...head, libraryId: await resolveLibraryId(ctx, library) }) }),
  );
  api.get(
    '/course-sources/:id',
    {
      config: { access: writers },
      schema: { tags, summary: 'A course as it stands', params: idParam, response: { 200: writtenCourseSchema } },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await written(ctx, params.id)),
  );
  api.put(
    '/course-sources/:id',
    {
      config: { access: writers, ifMatch: true },
      schema: {
        tags,
        summary: 'Write what is said of a course; readers see it with the next publication, a new address at once',
        params: idParam,
        body: courseBody,
        response: { 200: writtenCourseSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await saveCourse(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await written(ctx, params.id));
    },
  );
  api.delete(
    '/course-sources/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Remove a course that nobody was ever shown',
        params: idParam,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await removeCourse(request.ctx, request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/course-sources/:id/lessons',
    {
      config: { access: writers },
      schema: {
        tags,
        summary: 'Add a lesson behind the others',
        params: idParam,
        body: lessonHead,
        response: made,
      },
    },
    async ({ ctx, params, body }, reply) => reply.code(201).send({ id: await addLesson(ctx, params.id, body) }),
  );
}

function publishing(api: Api): void {
  const moves = {
    submit: { does: submitCourse, access: writers, says: 'Ask a second person, or the other side, to read a course' },
    publish: { does: publishCourse, access, says: 'Show a course as it stands to whoever begins from now on' },
    withdraw: { does: withdrawCourse, access, says: 'Take a course out of sight' },
  };
  for (const [name, { does, access: by, says }] of Object.entries(moves)) {
    api.post(
      `/course-sources/:id/${name}`,
      {
        config: { access: by, ifMatch: true },
        schema: { tags, summary: says, params: idParam, response: { 200: writtenCourseSchema } },
      },
      async (request, reply) => {
        await does(request.ctx, request.params.id, expectedVersion(request));
        return sendVersioned(reply, await written(request.ctx, request.params.id));
      },
    );
  }
  api.get(
    '/course-sources/:id/checks',
    {
      config: { access: writers },
      schema: {
        tags,
        summary: 'What is to be mended before a course is published, what blocks it first',
        params: idParam,
        response: { 200: listOf(checkSchema) },
      },
    },
    async ({ ctx, params }) => ({ data: await checkCourse(ctx, params.id), next: null }),
  );
  api.get(
    '/course-sources/:id/misses',
    {
      config: { access: writers },
      schema: {
        tags,
        summary: 'What learners find hard: tasks and by which ways they went wrong, from ten people on',
        params: idParam,
        response: { 200: listOf(missesSchema) },
      },
    },
    async ({ ctx, params }) => ({ data: await taskMisses(ctx, params.id), next: null }),
  );
}

const coursesApi: ApiModule = (api, services) => {
  learnRoutes(api);
  writing(api);
  publishing(api);
  archiveRoutes(api, services.storage);
  lessonRoutes(api);
  commentRoutes(api);
  authorRoutes(api);
  markingRoutes(api);
  paperRoutes(api, services);
  workRoutes(api, services.storage);
};

/** Its routes. */
export const api: readonly ApiModule[] = [coursesApi];
