import { z } from 'zod';
import { markInput, postSchema, settleInput, workSchema } from '#modules/learning/courses';
import { idText } from '#platform/requests/bounds';
import { expectedVersion, idParam, listOf, pageQuery, type Api } from '#platform/requests/http';
import { classWaiting, markClassWork, settleClassPost } from './teaching/class-marking.ts';

const tags = ['classes'];
const access = { may: 'courses.teach' } as const;
const none = { 204: z.null() };
const pupil = { name: z.string().nullable().describe('of the pupil; null: they are in the class no more') };

/** Work and words of the pupils of a class, for its teachers. */
export function markingRoutes(api: Api): void {
  api.get(
    '/classes/:id/works',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Work of pupils that waits to be marked, the oldest first',
        params: idParam,
        querystring: z.object(pageQuery),
        response: { 200: listOf(workSchema.extend(pupil)) },
      },
    },
    async ({ ctx, params, query: { cursor, limit } }) => {
      const { works, next } = await classWaiting(ctx, params.id, { works: cursor, limit });
      return { data: works, next: next.works };
    },
  );
  api.post(
    '/classes/:id/works/:work/marks',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Mark work of a pupil by its rubric',
        params: idParam.extend({ work: idText }),
        body: markInput.omit({ version: true }),
        response: none,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      const at = { classId: params.id, workId: params.work };
      await markClassWork(ctx, at, { ...body, version: expectedVersion(request) });
      return reply.code(204).send(null);
    },
  );
  api.get(
    '/classes/:id/posts',
    {
      config: { access },
      schema: {
        tags,
        summary: 'What pupils said to each other, what waits to be looked at first',
        params: idParam,
        querystring: z.object(pageQuery),
        response: { 200: listOf(postSchema.extend(pupil)) },
      },
    },
    async ({ ctx, params, query: { cursor, limit } }) => {
      const { posts, next } = await classWaiting(ctx, params.id, { posts: cursor, limit });
      return { data: posts, next: next.posts };
    },
  );
  api.post(
    '/classes/:id/posts/:post/decisions',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Let the class read what a pupil said, or take it out of its sight',
        params: idParam.extend({ post: idText }),
        body: settleInput.omit({ version: true }),
        response: none,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      const at = { classId: params.id, postId: params.post };
      await settleClassPost(ctx, at, { ...body, version: expectedVersion(request) });
      return reply.code(204).send(null);
    },
  );
}
