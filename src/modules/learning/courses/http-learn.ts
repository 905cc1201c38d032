import { z } from 'zod';
import { nameLibraries } from '#modules/ground/libraries';
import { idText } from '#platform/requests/bounds';
import { isoInstant, listOf, type Api } from '#platform/requests/http';
import { courseErrors } from './errors.ts';
import { lessonOf, openCourseSchema, publicCourseSchema, publicLessonSchema } from './http-shapes.ts';
import { outcomeSchema } from './http-task-shapes.ts';
import { answerTask, askHint, finishLesson, joinCourse, leaveCourse } from './learning/take-part.ts';
import { takePractice } from './learning/take-practice.ts';
import { listOpenCourses, listOwnCourses, viewCourse } from './learning/view-courses.ts';
import { viewLesson } from './learning/view-lesson.ts';
import { AUDIENCES } from './rules/tasks.ts';
import { answerInput } from './schema-answer.ts';

const tags = ['learning'];
const slug = z.string().min(1).max(120);
const courseParams = z.object({ course: slug.describe('as in its address') });
const lessonParams = courseParams.extend({ lesson: slug });
/** Programs are signed in as somebody: no browser keeps a key for them. */
const NOBODY = { key: null };
const signedIn = { access: 'signed_in' } as const;

/** Courses for whoever learns. */
export function learnRoutes(api: Api): void {
  api.get(
    '/courses',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Open courses by their titles',
        querystring: z.object({
          audience: z.enum(AUDIENCES).optional(),
          cursor: z.string().max(2000).optional(),
          limit: z.coerce.number().int().min(1).max(100).default(50),
        }),
        response: { 200: listOf(openCourseSchema) },
      },
    },
    async ({ ctx, query }) => {
      const { data, next } = await listOpenCourses(ctx, query);
      const named = await nameLibraries(ctx);
      return { data: data.map(({ libraryId, ...one }) => ({ ...one, library: named(libraryId) })), next };
    },
  );
  api.get(
    '/courses/:course',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'A course with its lessons and how far whoever asks is',
        params: courseParams,
        response: { 200: publicCourseSchema },
      },
    },
    async ({ ctx, params }) => {
      const found = await viewCourse(ctx, params.course, NOBODY);
      const whole = 'moved' in found ? await viewCourse(ctx, found.moved, NOBODY) : found;
      if ('moved' in whole) throw courseErrors.notFound();
      const { libraryId, ...course } = whole.course;
      return { ...course, can: course.can.map(({ text }) => text), library: (await nameLibraries(ctx))(libraryId) };
    },
  );
  api.get(
    '/courses/:course/lessons/:lesson',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'A lesson: words as data, and tasks without what is right',
        params: lessonParams,
        response: { 200: publicLessonSchema },
      },
    },
    async ({ ctx, params }) => lessonOf((await viewLesson(ctx, params, NOBODY)).lesson),
  );
  api.get(
    '/progress',
    {
      config: signedIn,
      schema: {
        tags,
        summary: 'Courses in which whoever asks takes part, begun last first',
        response: {
          200: listOf(
            z.object({
              course: openCourseSchema,
              done: z.number().describe('lessons that are done'),
              beganAt: isoInstant,
              finishedAt: isoInstant.nullable(),
            }),
          ),
        },
      },
    },
    async ({ ctx }) => {
      const named = await nameLibraries(ctx);
      const data = (await listOwnCourses(ctx, NOBODY)).map(({ course: { libraryId, ...course }, ...own }) => ({
        ...own,
        course: { ...course, library: named(libraryId) },
      }));
      return { data, next: null };
    },
  );
  takingPart(api);
}

function takingPart(api: Api): void {
  const done = { 204: z.null() };
  api.post(
    '/courses/:course/enrolments',
    { config: signedIn, schema: { tags, summary: 'Take part', params: courseParams, response: done } },
    async ({ ctx, params }, reply) => {
      await joinCourse(ctx, params.course, NOBODY);
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/courses/:course/progress',
    {
      config: signedIn,
      schema: {
        tags,
        summary: 'Leave a course: all that was answered in it is forgotten',
        params: courseParams,
        response: done,
      },
    },
    async ({ ctx, params }, reply) => {
      await leaveCourse(ctx, params.course, NOBODY);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/courses/:course/lessons/:lesson/tasks/:task/answers',
    {
      config: signedIn,
      schema: {
        tags,
        summary: 'Answer a task; every answer is a try',
        params: lessonParams.extend({ task: idText }),
        body: z.object({ answer: answerInput }),
        response: { 200: outcomeSchema },
      },
    },
    async ({ ctx, params: { task, ...at }, body }) =>
      (await answerTask(ctx, { ...at, taskId: task, answer: body.answer }, NOBODY)).outcome,
  );
  api.post(
    '/courses/:course/lessons/:lesson/tasks/:task/hints',
    {
      config: signedIn,
      schema: {
        tags,
        summary: 'Open one hint more',
        params: lessonParams.extend({ task: idText }),
        response: done,
      },
    },
    async ({ ctx, params: { task, ...at } }, reply) => {
      await askHint(ctx, { ...at, taskId: task }, NOBODY);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/courses/:course/lessons/:lesson/tasks/:task/takings',
    {
      config: { access: 'account' },
      schema: {
        tags,
        summary: 'Take a task of practice: what is done in the practice space from now on counts',
        params: lessonParams.extend({ task: idText }),
        response: done,
      },
    },
    async ({ ctx, params: { task, ...at } }, reply) => {
      await takePractice(ctx, { ...at, taskId: task }, NOBODY);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/courses/:course/lessons/:lesson/completions',
    {
      config: signedIn,
      schema: {
        tags,
        summary: 'Say that a lesson is done, when all its tasks were answered',
        params: lessonParams,
        response: { 200: z.object({ courseDone: z.boolean() }) },
      },
    },
    async ({ ctx, params }) => ({ courseDone: (await finishLesson(ctx, params, NOBODY)).courseDone }),
  );
}
