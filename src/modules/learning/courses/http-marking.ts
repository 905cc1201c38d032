import { z } from 'zod';
import { idText } from '#platform/requests/bounds';
import { expectedVersion, idParam, listOf, pageQuery, type Api } from '#platform/requests/http';
import { postBody, postSchema, workBody, workSchema } from './http-marking-shapes.ts';
import { courseWaiting, markCourseWork, settleCoursePost } from './marking/course-marking.ts';
import { markInput, settleInput } from './schema-marking.ts';

const tags = ['courses'];
const access = { may: 'courses.manage' } as const;
const none = { 204: z.null() };

/** Work and words of those who learn a course by themselves; classes have their teachers. */
export function markingRoutes(api: Api): void {
  api.get(
    '/course-sources/:id/works',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Work that waits to be marked, the oldest first',
        params: idParam,
        querystring: z.object(pageQuery),
        response: { 200: listOf(workSchema) },
      },
    },
    async ({ ctx, params, query: { cursor, limit } }) => {
      const { works, next } = await courseWaiting(ctx, params.id, { works: cursor, limit });
      return { data: works.map(workBody), next: next.works };
    },
  );
  api.post(
    '/course-sources/:id/works/:work/marks',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Mark work by its rubric: it is done, or goes back to be mended',
        params: idParam.extend({ work: idText }),
        body: markInput.omit({ version: true }),
        response: none,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      const at = { courseId: params.id, workId: params.work };
      await markCourseWork(ctx, at, { ...body, version: expectedVersion(request) });
      return reply.code(204).send(null);
    },
  );
  api.get(
    '/course-sources/:id/posts',
    {
      config: { access },
      schema: {
        tags,
        summary: 'What learners said to each other, what waits to be looked at first',
        params: idParam,
        querystring: z.object(pageQuery),
        response: { 200: listOf(postSchema) },
      },
    },
    async ({ ctx, params, query: { cursor, limit } }) => {
      const { posts, next } = await courseWaiting(ctx, params.id, { posts: cursor, limit });
      return { data: posts.map(postBody), next: next.posts };
    },
  );
  api.post(
    '/course-sources/:id/posts/:post/decisions',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Let the others read what somebody said, or take it out of their sight',
        params: idParam.extend({ post: idText }),
        body: settleInput.omit({ version: true }),
        response: none,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      const at = { courseId: params.id, postId: params.post };
      await settleCoursePost(ctx, at, { ...body, version: expectedVersion(request) });
      return reply.code(204).send(null);
    },
  );
}
