import { z } from 'zod';
import { blockInput } from '#modules/ground/content';
import { COMMENT_LENGTH } from '#modules/ground/content/client';
import { id as anId, idText } from '#platform/requests/bounds';
import { cutPage, idParam, isoInstant, listOf, pageQuery, type Api } from '#platform/requests/http';
import {
  acceptLessonSuggestion,
  addLessonComment,
  answerLessonComment,
  listLessonComments,
  removeLessonComment,
  settleLessonComment,
} from './writing/comment-lesson.ts';

const tags = ['courses'];
const access = { may: ['courses.manage', 'courses.teach'] } as const;
const gone = { 204: z.null() };
const made = { 201: z.object({ id: z.number() }) };
const commentParams = idParam.extend({ comment: idText });
const words = z.string().min(1).max(COMMENT_LENGTH);
const said = {
  id: z.number(),
  authorId: z.number().nullable(),
  author: z.string().nullable().describe('null: the account is no more'),
  words: z.string(),
  at: isoInstant,
};
const threadSchema = z.object({
  ...said,
  blockId: z.number(),
  suggestion: blockInput.nullable().describe('how the part could be instead'),
  isOutdated: z.boolean().describe('the part is another than that against which it was suggested'),
  settledAt: isoInstant.nullable(),
  settledBy: z.string(),
  answers: z.array(z.object(said)),
});

/** What those who write a course say of parts of its lessons. */
export function commentRoutes(api: Api): void {
  api.get(
    '/lessons/:id/comments',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Comments and suggestions at parts of a lesson',
        params: idParam,
        querystring: z.object(pageQuery),
        response: { 200: listOf(threadSchema) },
      },
    },
    async ({ ctx, params, query }) => cutPage(await listLessonComments(ctx, params.id), query, (thread) => thread.id),
  );
  api.post(
    '/lessons/:id/comments',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Say something of a part of a lesson, or how it could be instead',
        params: idParam,
        body: z.object({
          blockId: anId,
          words,
          suggestion: z
            .object({
              body: blockInput,
              version: z.number().int().nonnegative().describe('of the part as it was read'),
            })
            .nullable()
            .default(null),
        }),
        response: made,
      },
    },
    async ({ ctx, params, body }, reply) => reply.code(201).send({ id: await addLessonComment(ctx, params.id, body) }),
  );
  api.post(
    '/lessons/:id/comments/:comment/answers',
    {
      config: { access },
      schema: { tags, summary: 'Answer a comment', params: commentParams, body: z.object({ words }), response: made },
    },
    async ({ ctx, params, body }, reply) =>
      reply.code(201).send({ id: await answerLessonComment(ctx, params.id, { id: params.comment, ...body }) }),
  );
  const acts = {
    settle: { isSettled: true, says: 'Say that a comment is dealt with' },
    reopen: { isSettled: false, says: 'Open a comment again' },
  };
  for (const [name, { isSettled, says }] of Object.entries(acts)) {
    api.post(
      `/lessons/:id/comments/:comment/${name}`,
      { config: { access }, schema: { tags, summary: says, params: commentParams, response: gone } },
      async ({ ctx, params }, reply) => {
        await settleLessonComment(ctx, params.id, { id: params.comment, isSettled });
        return reply.code(204).send(null);
      },
    );
  }
  api.post(
    '/lessons/:id/comments/:comment/accept',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Write what was suggested into its part, over the version against which it was suggested',
        params: commentParams,
        response: gone,
      },
    },
    async ({ ctx, params }, reply) => {
      await acceptLessonSuggestion(ctx, params.id, params.comment);
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/lessons/:id/comments/:comment',
    {
      config: { access },
      schema: { tags, summary: 'Take back what one said oneself', params: commentParams, response: gone },
    },
    async ({ ctx, params }, reply) => {
      await removeLessonComment(ctx, params.id, params.comment);
      return reply.code(204).send(null);
    },
  );
}
