import { z } from 'zod';
import { libraryRef, nameLibraries, resolveLibraryId } from '#modules/ground/libraries';
import { idText } from '#platform/requests/bounds';
import { expectedVersion, idParam, listOf, pageQuery, sendVersioned, type Api } from '#platform/requests/http';
import type { Services } from '#platform/services';
import { access } from '../http-shapes.ts';
import { MEETING_VIEWS } from '../rules/meetings.ts';
import { callOffMeeting, changeMeeting, planMeeting, reopenMeeting, writeMinutes } from './edit-meeting.ts';
import { commitmentRoutes } from './http-commitments.ts';
import { meetingLine, namedMeeting, shownMeeting, wholeMeeting } from './http-shapes.ts';
import { meetingCalendar, meetingPdf } from './meeting-papers.ts';
import { callOffInput, meetingInput, minutesInput } from './schema.ts';
import { listMeetings } from './view-meetings.ts';

const tags = ['partners'];
const whole = { 200: wholeMeeting };

function listing(api: Api): void {
  api.get(
    '/partner-meetings',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Meetings with partners; those to come the next first, all of them the latest first',
        querystring: z.object({
          ...pageQuery,
          view: z.enum(MEETING_VIEWS).default('coming').describe('unwritten: past, and nobody wrote what was said'),
          partnerId: idText.optional(),
          library: libraryRef.optional(),
        }),
        response: { 200: listOf(meetingLine) },
      },
    },
    async ({ ctx, query: { library, ...query } }) => {
      const { data, next } = await listMeetings(ctx, { ...query, libraryId: await resolveLibraryId(ctx, library) });
      const libraryOf = await nameLibraries(ctx);
      return { data: data.map((line) => namedMeeting(line, libraryOf)), next };
    },
  );
  api.get(
    '/partner-meetings/:id',
    {
      config: { access },
      schema: { tags, summary: 'A meeting with who was there and what was promised', params: idParam, response: whole },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await shownMeeting(ctx, params.id)),
  );
}

function writing(api: Api): void {
  api.post(
    '/partners/:id/meetings',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Plan a meeting with a partner; one that was already is planned too, and then minuted',
        params: idParam,
        body: meetingInput,
        response: { 201: wholeMeeting },
      },
    },
    async ({ ctx, params, body }, reply) =>
      sendVersioned(reply.code(201), await shownMeeting(ctx, await planMeeting(ctx, params.id, body))),
  );
  api.put(
    '/partner-meetings/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Change when and where a meeting is, what it is about and who is asked',
        params: idParam,
        body: meetingInput,
        response: whole,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await changeMeeting(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await shownMeeting(ctx, params.id));
    },
  );
  api.put(
    '/partner-meetings/:id/minutes',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Write down what was said and who was there: the meeting was held',
        params: idParam,
        body: minutesInput,
        response: whole,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await writeMinutes(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await shownMeeting(ctx, params.id));
    },
  );
  api.post(
    '/partner-meetings/:id/cancel',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Say that a planned meeting does not take place, and why',
        params: idParam,
        body: callOffInput,
        response: whole,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await callOffMeeting(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await shownMeeting(ctx, params.id));
    },
  );
  api.post(
    '/partner-meetings/:id/reopen',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Plan a meeting again that was called off, or that was not held after all',
        params: idParam,
        response: whole,
      },
    },
    async (request, reply) => {
      const { ctx, params } = request;
      await reopenMeeting(ctx, params.id, expectedVersion(request));
      return sendVersioned(reply, await shownMeeting(ctx, params.id));
    },
  );
}

function papers(api: Api, { config }: Pick<Services, 'config'>): void {
  api.get(
    '/partner-meetings/:id/pdf',
    {
      config: { access, gives: ['application/pdf'] },
      schema: {
        tags,
        summary: 'The minutes of a meeting as a paper, before it was held its agenda',
        params: idParam,
        querystring: z.object({ language: z.enum(['id', 'en']).default('id') }),
      },
    },
    async ({ ctx, params, query }, reply) => {
      const { fileName, body } = await meetingPdf(ctx, config, params.id, query.language);
      void reply.type('application/pdf').header('content-disposition', `inline; filename="${fileName}"`);
      return reply.send(Buffer.from(body));
    },
  );
  api.get(
    '/partner-meetings/:id/calendar',
    {
      config: { access, gives: ['text/calendar'] },
      schema: { tags, summary: 'A meeting as a file for calendars', params: idParam },
    },
    async ({ ctx, params }, reply) => {
      const { fileName, body } = await meetingCalendar(ctx, config, params.id);
      void reply
        .type('text/calendar; charset=utf-8')
        .header('content-disposition', `attachment; filename="${fileName}"`);
      return reply.send(body);
    },
  );
}

/** Meetings with partners, and what was promised in them. */
export function meetingRoutes(api: Api, services: Pick<Services, 'config' | 'notices'>): void {
  listing(api);
  writing(api);
  papers(api, services);
  commitmentRoutes(api, services);
}
