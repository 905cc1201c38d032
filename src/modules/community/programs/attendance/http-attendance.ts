import { z } from 'zod';
import { libraryRef, resolveLibraryId } from '#modules/ground/libraries';
import { idParam, type Api } from '#platform/requests/http';
import type { Secrets } from '#platform/rights/secrets';
import { enterList, takeBack, walkIn } from './attendance.ts';
import { cameSchema } from '../http-schemas.ts';
import { comeByRoom } from './room-attendance.ts';

const code = z.string().trim().min(1).max(100);
const sessionId = z.int().positive();

/** Who was there without a scan: lists and sheets, people who did not enrol, participants who let themselves in. */
export function attendanceRoutes(api: Api, secrets: Secrets): void {
  const tags = ['programs'];
  const config = { access: { may: ['programs.manage', 'programs.attendance'] } } as const;
  api.post(
    '/attendance/walk-ins',
    {
      config,
      schema: {
        tags,
        summary: 'Let in somebody who did not enrol, where a seat is free: a member by card, or a guest by name',
        body: z.object({
          sessionId,
          memberNumber: code.optional(),
          name: z.string().max(120).optional().describe('of a guest, or of a child without a card'),
          contact: z.string().max(200).optional().describe('of a guest: e-mail address or telephone number'),
          library: libraryRef.nullable().optional().describe('the library they come from'),
          institution: z.string().max(120).optional(),
          forChild: z.boolean().optional().describe('for a child without a card'),
          guardianName: z.string().max(120).optional(),
          guardianConsent: z.boolean().optional().describe('needed for a child without a card'),
        }),
        response: { 201: cameSchema },
      },
    },
    async ({ ctx, body: { sessionId: id, library, ...who } }, reply) => {
      const libraryId = await resolveLibraryId(ctx, library);
      return reply.code(201).send(await walkIn(ctx, id, { ...who, libraryId }));
    },
  );
  api.post(
    '/attendance/lists',
    {
      config,
      schema: {
        tags,
        summary: 'Enter a list, or a signed sheet: who is named was there. It adds, and takes nothing back',
        body: z.object({
          sessionId,
          enrolmentIds: z.array(z.int().positive()).min(1).max(2000),
          way: z.enum(['list', 'sheet']),
        }),
        response: {
          200: z.object({
            count: z.number().describe('how many are new'),
            seatless: z.array(z.string()).describe('names of those who have no seat, and were not written down'),
          }),
        },
      },
    },
    async ({ ctx, body: { sessionId: id, ...list } }) => enterList(ctx, id, list),
  );
  api.delete(
    '/program-sessions/:id/attendance/:enrolment',
    {
      config,
      schema: {
        tags,
        summary: 'They were not there after all',
        params: idParam.extend({ enrolment: idParam.shape.id }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params }, reply) => {
      await takeBack(ctx, params.id, params.enrolment);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/attendance/record-own',
    {
      config: {
        access: { secret: 'the code in the room, with the ticket of a participant or the session of a member' },
      },
      schema: {
        tags,
        summary: 'A participant lets themselves in by the code that a screen in the room shows',
        body: z.object({ sessionId, code, ticket: z.string().max(60).optional().describe('left out by members') }),
        response: { 200: cameSchema },
      },
    },
    async ({ ctx, body }) => comeByRoom(ctx, secrets, body),
  );
}
