import { z } from 'zod';
import type { Api } from '#platform/requests/http';
import { partShape, sittingSchema } from './http-shapes.ts';
import { answersInput } from './schema.ts';
import { beginSitting } from './taking/begin-sitting.ts';
import { handInTest } from './taking/hand-in.ts';
import { keepTestAnswers } from './taking/keep-answers.ts';
import { viewSitting } from './taking/view-sitting.ts';

const tags = ['course-tests'];
const slug = z.string().min(1).max(120);
const courseParams = z.object({ course: slug.describe('as in its address') });
const partParams = courseParams.extend({ part: partShape });
/** Programs are signed in as somebody: no browser keeps a key for them. */
const NOBODY = { key: null };
const config = { access: 'signed_in' } as const;
const done = { 204: z.null() };

/** Tests of courses for whoever takes them. */
export function takingRoutes(api: Api): void {
  api.get(
    '/courses/:course/test-sittings/:part',
    {
      config,
      schema: {
        tags,
        summary: 'How whoever asks stands with the test before or after a course',
        params: partParams,
        response: { 200: sittingSchema },
      },
    },
    async ({ ctx, params }) => viewSitting(ctx, params, NOBODY),
  );
  api.post(
    '/courses/:course/test-sittings',
    {
      config,
      schema: {
        tags,
        summary: 'Begin the test before a course, or after it; begun before, it goes on',
        params: courseParams,
        body: z.object({ part: partShape }),
        response: { 200: sittingSchema },
      },
    },
    async ({ ctx, params, body }) => {
      const at = { ...params, part: body.part };
      await beginSitting(ctx, at, NOBODY);
      return viewSitting(ctx, at, NOBODY);
    },
  );
  api.post(
    '/courses/:course/test-sittings/:part/answers',
    {
      config,
      schema: {
        tags,
        summary: 'Keep answers to go on later; what is not sent is left open',
        params: partParams,
        body: z.object({ answers: answersInput }),
        response: done,
      },
    },
    async ({ ctx, params, body }, reply) => {
      await keepTestAnswers(ctx, { ...params, ...body }, NOBODY);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/courses/:course/test-sittings/:part/hand-ins',
    {
      config,
      schema: {
        tags,
        summary: 'Hand in, once; what is left open is not right',
        params: partParams,
        body: z.object({ answers: answersInput }),
        response: { 200: z.object({ answered: z.number() }) },
      },
    },
    async ({ ctx, params, body }) => handInTest(ctx, { ...params, ...body }, NOBODY),
  );
}
