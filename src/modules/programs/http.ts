import { z } from 'zod';
import { idParam, isoInstant, listOf, pageQuery, type ApiModule } from '#platform/http';
import { HIDDEN } from '#platform/authorize';
import { getLibraryByCode } from '#modules/libraries';
import { attendanceOf, scanBadge, sendScans } from './attendance.ts';
import { ATTENDANCE_WAYS, AUDIENCES, ENROLMENT_STATUSES, isFull, PROGRAM_STATES, type Program } from './client.ts';
import { cancelEnrolment, decideEnrolment } from './change-enrolment.ts';
import { countGuest } from './count-guest.ts';
import { enrol } from './enrol.ts';
import { copyRoutes } from './http-copies.ts';
import { programSchema, wholeProgram, wholeProgramSchema } from './http-schemas.ts';
import { readingRoutes } from './http-readings.ts';
import { sessionRoutes } from './http-sessions.ts';
import { writeRoutes } from './http-write.ts';
import { enrolmentsOf } from './view-enrolments.ts';
import { getProgram, listManaged, listPrograms } from './view-programs.ts';
import { scansInput } from './schema.ts';

const code = z.string().trim().min(1).max(100);
const shown = (program: Program) => ({ ...program, full: isFull(program) });

const enrolmentSchema = z.object({
  id: z.number(),
  programId: z.number(),
  memberNumber: z.string().nullable(),
  name: z.string(),
  libraryId: z.number().nullable(),
  institution: z.string(),
  people: z.number(),
  status: z.enum(ENROLMENT_STATUSES),
  position: z.number().nullable(),
  offerEndsAt: isoInstant.nullable(),
  ticket: z.string().nullable().describe('null = of a member whom this desk does not serve'),
  placedAt: isoInstant,
  guardianName: z.string(),
  guardianConsentAt: isoInstant.nullable(),
});
/** All that an enrolment says; what is none of it is refused, so that nothing is dropped in silence. */
const enrolmentBody = z.strictObject({
  programId: z.number().int().positive(),
  memberNumber: code.optional().describe('of a member, given by staff'),
  childNumber: code.optional().describe('the card of a child, given by its guardian who is a member'),
  forChild: z.boolean().optional().describe('for a child without a card'),
  name: z.string().max(120).optional().describe('of the guest, or of the child without a card'),
  contact: z.string().max(200).optional().describe('of a guest: e-mail address or telephone number'),
  libraryId: z.number().int().positive().nullable().optional().describe('the library they come from'),
  institution: z.string().max(120).optional(),
  people: z.number().int().min(1).max(500).optional(),
  answers: z.record(z.string(), z.string()).optional(),
  guardianName: z.string().max(120).optional().describe('of a child without a card, where no member enrols it'),
  guardianConsent: z.boolean().optional().describe('the guardian agrees; needed for a child without a card'),
});
const cameSchema = z.object({ enrolmentId: z.number(), name: z.string(), again: z.boolean() });
const sessionQuery = z.object({ session: z.coerce.number().int().positive() });

/** Programmes, their sessions, who enrols and who comes. */
export const programsApi: ApiModule = (api, { secrets }) => {
  const tags = ['programs'];
  api.get(
    '/programs',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Programmes by the time of their first session; drafts for whoever may manage them',
        querystring: z.object({
          ...pageQuery,
          state: z.enum(PROGRAM_STATES).optional(),
          library: code.optional(),
          audience: z.enum(AUDIENCES).optional(),
          theme: z.string().max(60).optional(),
          series: z.string().max(120).optional(),
          from: isoInstant.optional().describe('with a session that ends later'),
          to: isoInstant.optional().describe('with a session that begins earlier'),
        }),
        response: { 200: listOf(programSchema) },
      },
    },
    async ({ ctx, query: { state, library, ...rest } }) => {
      const libraryId = library === undefined ? undefined : (await getLibraryByCode(ctx, library)).id;
      const hidden = state === 'draft' || state === 'review';
      const query = { ...rest, libraryId, ...(state && { states: [state] }) };
      const { data, next } = hidden ? await listManaged(ctx, query) : await listPrograms(ctx, query);
      return { data: data.map(shown), next };
    },
  );
  api.get(
    '/programs/:id',
    {
      config: { access: 'public' },
      schema: { tags, summary: 'One programme', params: idParam, response: { 200: wholeProgramSchema } },
    },
    async ({ ctx, params }) => wholeProgram(ctx, await getProgram(ctx, params.id)),
  );
  api.get(
    '/enrolments',
    {
      config: { access: { may: ['programs.manage', 'programs.attendance'] } },
      schema: {
        tags,
        summary: 'Who has enrolled in a programme; for its staff',
        querystring: z.object({
          program: z.coerce.number().int().positive(),
          status: z.enum(ENROLMENT_STATUSES).optional(),
        }),
        response: { 200: z.object({ data: z.array(enrolmentSchema) }) },
      },
    },
    async ({ ctx, query: { program, status } }) => ({
      // whoever has a ticket reads the name on its page
      data: (await enrolmentsOf(ctx, program, status && [status])).map((row) =>
        row.name === HIDDEN ? { ...row, ticket: null } : row,
      ),
    }),
  );
  api.post(
    '/enrolments',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Enrol a member (staff: by number; members: themselves) or a guest',
        body: enrolmentBody,
        response: { 201: enrolmentSchema },
      },
    },
    async ({ ctx, body, ip }, reply) => {
      await countGuest(ctx, secrets, { ip, contact: body.contact ?? '' });
      return reply.code(201).send(await enrol(ctx, body));
    },
  );
  api.post(
    '/enrolments/:id/decision',
    {
      config: { access: { may: 'programs.manage' } },
      schema: {
        tags,
        summary: 'Say yes or no to a request',
        params: idParam,
        body: z.strictObject({ approve: z.boolean() }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await decideEnrolment(ctx, params.id, body.approve);
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/enrolments/:id',
    {
      config: { access: { may: 'programs.manage', orMember: true } },
      schema: { tags, summary: 'Take an enrolment back', params: idParam, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      await cancelEnrolment(ctx, { id: params.id });
      return reply.code(204).send(null);
    },
  );
  api.get(
    '/attendance',
    {
      config: { access: { may: ['programs.manage', 'programs.attendance'] } },
      schema: {
        tags,
        summary: 'Who was at a session; for its staff',
        querystring: sessionQuery,
        response: {
          200: z.object({
            data: z.array(
              z.object({
                enrolmentId: z.number(),
                name: z.string(),
                memberNumber: z.string().nullable(),
                cameAt: isoInstant.nullable(),
                way: z.enum(ATTENDANCE_WAYS).nullable(),
              }),
            ),
          }),
        },
      },
    },
    async ({ ctx, query }) => ({ data: (await attendanceOf(ctx, query.session)).rows }),
  );
  api.post(
    '/attendance',
    {
      config: { access: { may: ['programs.manage', 'programs.attendance'] } },
      schema: {
        tags,
        summary: 'Let a participant in by ticket or card; again changes nothing',
        body: z.strictObject({ sessionId: z.number().int().positive(), code: z.string().min(1).max(300) }),
        response: { 200: cameSchema },
      },
    },
    async ({ ctx, body }) => scanBadge(ctx, body.sessionId, body.code),
  );
  api.post(
    '/attendance/scans',
    {
      config: { access: { may: ['programs.manage', 'programs.attendance'] } },
      schema: {
        tags,
        summary: 'Scans that a device kept without a network, each with its nonce',
        body: z.strictObject({
          sessionId: z.number().int().positive(),
          scans: scansInput,
        }),
        response: {
          200: z.object({
            data: z.array(z.object({ nonce: z.string(), came: cameSchema.nullable(), refused: z.string().nullable() })),
          }),
        },
      },
    },
    async ({ ctx, body }) => ({ data: await sendScans(ctx, body.sessionId, body.scans) }),
  );
  sessionRoutes(api);
  readingRoutes(api);
  copyRoutes(api);
  writeRoutes(api);
};
