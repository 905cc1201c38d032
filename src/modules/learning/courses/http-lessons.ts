import { z } from 'zod';
import { behindBlock, blockPair, blockRoutes } from '#modules/ground/content';
import { nameLibraries, type NameLibraries } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { expectedVersion, idParam, sendVersioned, type Api } from '#platform/requests/http';
import { writtenLessonSchema } from './http-shapes.ts';
import { getLesson, type WrittenLesson } from './reading/staff-courses.ts';
import { lessonHead, taskInput } from './schema.ts';
import { setLessonCompetences, setTaskCompetence } from './writing/name-competences.ts';
import { moveLesson, putLessonBack, removeLesson, saveLesson } from './writing/edit-lessons.ts';
import {
  addLessonBlocks,
  addTask,
  moveLessonBlock,
  putLessonBlockBack,
  removeLessonBlock,
  saveLessonBlock,
  saveTask,
} from './writing/write-lesson.ts';

const tags = ['courses'];
/** Who answers for a course, and who writes it with them. */
const access = { may: ['courses.manage', 'courses.teach'] } as const;
const gone = { 204: z.null() };
const direction = z.object({ by: z.enum(['up', 'down']) });

const lessonBody = ({ libraryId, writing, removed: _, ...lesson }: WrittenLesson, named: NameLibraries) => ({
  ...lesson,
  ...{ library: named(libraryId), blocks: writing.blocks },
});
const written = async (ctx: Ctx, id: number) => lessonBody(await getLesson(ctx, id), await nameLibraries(ctx));

/** Lessons for those who write them. */
export function lessonRoutes(api: Api): void {
  api.get(
    '/lessons/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'A lesson as it stands, with its tasks and what is right in them',
        params: idParam,
        response: { 200: writtenLessonSchema },
      },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await written(ctx, params.id)),
  );
  api.put(
    '/lessons/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Write what is said of a lesson: title, module, minutes, guide',
        params: idParam,
        body: lessonHead,
        response: { 200: writtenLessonSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await saveLesson(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await written(ctx, params.id));
    },
  );
  api.delete(
    '/lessons/:id',
    {
      config: { access, ifMatch: true },
      schema: { tags, summary: 'Take a lesson out; it can be put back', params: idParam, response: gone },
    },
    async (request, reply) => {
      await removeLesson(request.ctx, request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/lessons/:id/restore',
    {
      config: { access },
      schema: { tags, summary: 'Put a lesson back that was taken out', params: idParam, response: gone },
    },
    async ({ ctx, params }, reply) => {
      await putLessonBack(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/lessons/:id/move',
    {
      config: { access },
      schema: { tags, summary: 'Move a lesson one up or down', params: idParam, body: direction, response: gone },
    },
    async ({ ctx, params, body }, reply) => {
      await moveLesson(ctx, params.id, body.by);
      return reply.code(204).send(null);
    },
  );
  api.put(
    '/lessons/:id/competences',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Write whole what a lesson teaches, as lines of frameworks',
        params: idParam,
        body: z.object({ competenceIds: z.array(z.number().int().positive()).max(20) }),
        response: { 200: writtenLessonSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await setLessonCompetences(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await written(ctx, params.id));
    },
  );
  writingRoutes(api);
  taskRoutes(api);
}

function writingRoutes(api: Api): void {
  api.post(
    '/lessons/:id/blocks',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Put parts behind another (null: first), all or none',
        params: idParam,
        body: z.object({ after: behindBlock, blocks: z.array(blockPair).min(1).max(300) }),
        response: { 201: z.object({ ids: z.array(z.number()) }) },
      },
    },
    async ({ ctx, params, body }, reply) => reply.code(201).send({ ids: await addLessonBlocks(ctx, params.id, body) }),
  );
  blockRoutes(
    api,
    { at: '/lessons/:id', access, tags },
    { save: saveLessonBlock, remove: removeLessonBlock, putBack: putLessonBlockBack, move: moveLessonBlock },
  );
}

function taskRoutes(api: Api): void {
  api.post(
    '/lessons/:id/tasks',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Put a task behind a part of a lesson (null: first)',
        params: idParam,
        body: z.object({ after: behindBlock, body: taskInput }),
        response: { 201: z.object({ taskId: z.number(), blockId: z.number() }) },
      },
    },
    async ({ ctx, params, body }, reply) => reply.code(201).send(await addTask(ctx, params.id, body)),
  );
  api.put(
    '/lesson-tasks/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Write a task over the version that was read; its kind stays',
        params: idParam,
        body: z.object({ body: taskInput }),
        response: gone,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      const version = expectedVersion(request);
      await saveTask(ctx, params.id, { version, body: body.body });
      return reply.code(204).send(null);
    },
  );
  api.put(
    '/lesson-tasks/:id/competence',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Say what a task tests; null: nothing is said',
        params: idParam,
        body: z.object({ competenceId: z.number().int().positive().nullable() }),
        response: gone,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await setTaskCompetence(ctx, params.id, { ...body, version: expectedVersion(request) });
      return reply.code(204).send(null);
    },
  );
}
