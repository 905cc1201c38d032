import { z } from 'zod';
import { nameLibraries } from '#modules/ground/libraries';
import { READS_RESULTS } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { expectedVersion, idParam, listOf, sendVersioned, type Api, type ApiModule } from '#platform/requests/http';
import { takingRoutes } from './http-learn.ts';
import { resultLineSchema, resultsSchema, testLineSchema, writtenTestSchema } from './http-shapes.ts';
import { listCourseResults } from './results/list-results.ts';
import { viewCourseResults } from './results/view-results.ts';
import { itemInput, testInput } from './schema.ts';
import { addTestItem } from './writing/add-item.ts';
import { listCourseTests } from './writing/list-tests.ts';
import { moveTestItem } from './writing/move-item.ts';
import { closeCourseTest, openCourseTest } from './writing/open-test.ts';
import { restoreTestItem, retireTestItem } from './writing/retire-item.ts';
import { saveTestItem } from './writing/save-item.ts';
import { saveCourseTest } from './writing/save-test.ts';
import { viewCourseTest } from './writing/view-test.ts';

const tags = ['course-tests'];
const access = { may: 'courses.manage' } as const;
const reads = { may: READS_RESULTS };
const done = { 204: z.null() };
const paged = z.object({
  cursor: z.string().max(2000).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

async function written(ctx: Ctx, courseId: number) {
  const { libraryId, courseTitle, courseId: id, ...test } = await viewCourseTest(ctx, courseId);
  return { ...test, course: { id, title: courseTitle, library: (await nameLibraries(ctx))(libraryId) } };
}

function tests(api: Api): void {
  api.get(
    '/course-tests',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Courses with a test that somebody may write, by their titles',
        querystring: paged,
        response: { 200: listOf(testLineSchema) },
      },
    },
    async ({ ctx, query }) => {
      const { data, next } = await listCourseTests(ctx, query);
      const named = await nameLibraries(ctx);
      return {
        data: data.map(({ courseId: id, title, libraryId, state, items }) => ({
          ...{ course: { id, title, library: named(libraryId) }, state, items },
        })),
        next,
      };
    },
  );
  api.get(
    '/course-tests/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'The test of a course, by its id',
        params: idParam,
        response: { 200: writtenTestSchema },
      },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await written(ctx, params.id)),
  );
  api.put(
    '/course-tests/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Write what is said of the test of a course',
        params: idParam,
        body: testInput,
        response: { 200: writtenTestSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await saveCourseTest(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await written(ctx, params.id));
    },
  );
  const moves = {
    publish: { does: openCourseTest, says: 'Let learners take the test' },
    close: { does: closeCourseTest, says: 'Let nobody begin it any more; who has begun may hand in' },
  };
  for (const [name, { does, says }] of Object.entries(moves)) {
    api.post(
      `/course-tests/:id/${name}`,
      {
        config: { access, ifMatch: true },
        schema: { tags, summary: says, params: idParam, response: { 200: writtenTestSchema } },
      },
      async (request, reply) => {
        await does(request.ctx, request.params.id, expectedVersion(request));
        return sendVersioned(reply, await written(request.ctx, request.params.id));
      },
    );
  }
}

function items(api: Api): void {
  api.post(
    '/course-tests/:id/items',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Add an item behind the others; a course without a test gets one, as a draft',
        params: idParam,
        body: itemInput,
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, params, body }, reply) => reply.code(201).send({ id: await addTestItem(ctx, params.id, body) }),
  );
  api.put(
    '/course-test-items/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Change an item; one that somebody got stays as it was for them',
        params: idParam,
        body: itemInput,
        response: done,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await saveTestItem(ctx, params.id, { ...body, version: expectedVersion(request) });
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/course-test-items/:id/move',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Move an item before the one above it or behind the one below it',
        params: idParam,
        body: z.object({ by: z.enum(['up', 'down']) }),
        response: done,
      },
    },
    async ({ ctx, params, body }, reply) => {
      await moveTestItem(ctx, params.id, body.by);
      return reply.code(204).send(null);
    },
  );
  const moves = {
    retire: { does: retireTestItem, says: 'Give an item to nobody any more; what was answered stays' },
    restore: { does: restoreTestItem, says: 'Give an item out again' },
  };
  for (const [name, { does, says }] of Object.entries(moves)) {
    api.post(
      `/course-test-items/:id/${name}`,
      { config: { access, ifMatch: true }, schema: { tags, summary: says, params: idParam, response: done } },
      async (request, reply) => {
        await does(request.ctx, request.params.id, expectedVersion(request));
        return reply.code(204).send(null);
      },
    );
  }
}

function results(api: Api): void {
  api.get(
    '/course-results',
    {
      config: { access: reads },
      schema: {
        tags,
        summary: 'What came of the courses that somebody answers for or whose reports they read, by their titles',
        querystring: paged.extend({
          year: z
            .string()
            .regex(/^\d{4}\/\d{4}$/)
            .optional()
            .describe('of those who began in a school year: `2026/2027`'),
        }),
        response: { 200: listOf(resultLineSchema) },
      },
    },
    async ({ ctx, query }) => {
      const { data, next } = await listCourseResults(ctx, query);
      const named = await nameLibraries(ctx);
      return {
        data: data.map(({ course: { libraryId, ...course }, ...line }) => ({
          ...line,
          course: { ...course, library: named(libraryId) },
        })),
        next,
      };
    },
  );
  api.get(
    '/course-results/:id',
    {
      config: { access: reads },
      schema: {
        tags,
        summary: 'What came of a course: gain of those who did both tests, items, lessons that are done',
        params: idParam,
        querystring: z.object({
          period: z
            .string()
            .regex(/^\d{4}-[12]$/)
            .optional()
            .describe('half of a year: `2026-2`'),
        }),
        response: { 200: resultsSchema },
      },
    },
    async ({ ctx, params, query }) => {
      const { course, ...all } = await viewCourseResults(ctx, params.id, query.period ?? null);
      const { libraryId, ...named } = course;
      return { ...all, course: { ...named, library: (await nameLibraries(ctx))(libraryId) } };
    },
  );
}

const courseTestsApi: ApiModule = (api) => {
  takingRoutes(api);
  tests(api);
  items(api);
  results(api);
};

/** Its routes. */
export const api: readonly ApiModule[] = [courseTestsApi];
