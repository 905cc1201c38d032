import { z } from 'zod';
import {
  expectedVersion,
  idParam,
  isoInstant,
  listOf,
  pageQuery,
  sendVersioned,
  type Api,
} from '#platform/requests/http';
import type { Services } from '#platform/services';
import { access } from '../http-shapes.ts';
import { COMMITMENT_VIEWS } from '../rules/meetings.ts';
import { addCommitment, changeCommitment, moveCommitment, removeCommitment, tellOutcome } from './edit-commitments.ts';
import { commitmentLine, shownMeeting, wholeMeeting } from './http-shapes.ts';
import { commitmentInput, outcomeInput, stepInput } from './schema.ts';
import { noteReminded, untoldReminders } from './untold-reminders.ts';
import { listCommitments } from './view-meetings.ts';

const tags = ['partners'];
const gone = { 204: z.null() };

function promises(api: Api): void {
  api.get(
    '/partner-commitments',
    {
      config: { access },
      schema: {
        tags,
        summary: 'What both sides promised in meetings, the first to be due first',
        querystring: z.object({
          ...pageQuery,
          view: z.enum(COMMITMENT_VIEWS).default('open').describe('follow: done, and to be looked at again by now'),
        }),
        response: { 200: listOf(commitmentLine) },
      },
    },
    async ({ ctx, query }) => listCommitments(ctx, query),
  );
  api.post(
    '/partner-meetings/:id/commitments',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Write down what a side promised, by when and who sees to it',
        params: idParam,
        body: z.intersection(
          commitmentInput,
          z.object({ agreed: z.boolean().default(true).describe('false: it is only proposed') }),
        ),
        response: { 201: wholeMeeting },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await addCommitment(ctx, params.id, body);
      return sendVersioned(reply.code(201), await shownMeeting(ctx, params.id));
    },
  );
  api.put(
    '/partner-commitments/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Change what was promised, by when, and who sees to it',
        params: idParam,
        body: commitmentInput,
        response: gone,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await changeCommitment(ctx, params.id, { ...body, version: expectedVersion(request) });
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/partner-commitments/:id/move',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Say how a commitment goes on: agreed, under way, done, stopped with a reason, or after all not yet',
        params: idParam,
        body: stepInput,
        response: gone,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await moveCommitment(ctx, params.id, { ...body, version: expectedVersion(request) });
      return reply.code(204).send(null);
    },
  );
  api.put(
    '/partner-commitments/:id/outcome',
    {
      config: { access, ifMatch: true },
      schema: { tags, summary: 'Say what came of what was done', params: idParam, body: outcomeInput, response: gone },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await tellOutcome(ctx, params.id, { ...body, version: expectedVersion(request) });
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/partner-commitments/:id',
    {
      config: { access, ifMatch: true },
      schema: { tags, summary: 'Take away what was written by mistake', params: idParam, response: gone },
    },
    async (request, reply) => {
      await removeCommitment(request.ctx, request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
}

function reminders(api: Api, needs: Pick<Services, 'config' | 'notices'>): void {
  api.get(
    '/partner-reminders',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Reminders to people of partners that did not go out by themselves: somebody tells them',
        response: {
          200: listOf(
            z.object({
              id: z.number(),
              name: z.string(),
              email: z.string().nullable(),
              text: z.string(),
              since: isoInstant,
            }),
          ),
        },
      },
    },
    async ({ ctx }) => ({ data: await untoldReminders(ctx, needs), next: null }),
  );
  api.post(
    '/partner-reminders/:id/mark-told',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Write down that somebody told it',
        params: idParam,
        response: { 200: z.object({ noted: z.boolean().describe('false: somebody has done it already') }) },
      },
    },
    async ({ ctx, params }) => ({ noted: await noteReminded(ctx, params.id) }),
  );
}

/** What was promised in meetings, and reminders of it that a person passes on. */
export function commitmentRoutes(api: Api, services: Pick<Services, 'config' | 'notices'>): void {
  promises(api);
  reminders(api, services);
}
