import { z } from 'zod';
import { idText } from '#platform/requests/bounds';
import { libraryRef, nameLibraries, resolveLibrary, resolveLibraryId } from '#modules/ground/libraries';
import { cutPage, idParam, isoInstant, listOf, pageQuery, type ApiModule } from '#platform/requests/http';
import { HIDDEN } from '#platform/rights/authorize';
import { attendanceOf, scanBadge, sendScans } from './attendance/attendance.ts';
import { ATTENDANCE_WAYS, AUDIENCES, ENROLMENT_STATUSES, PROGRAM_STATES } from './client.ts';
import { cancelEnrolment, decideEnrolment } from './enrolment/change-enrolment.ts';
import { countGuest } from './attendance/count-guest.ts';
import { enrol } from './enrolment/enrol.ts';
import { attendanceRoutes } from './attendance/http-attendance.ts';
import { copyRoutes } from './copies/http-copies.ts';
import { moreRoutes } from './planning/http-more.ts';
import { pictureRoutes } from './planning/http-picture.ts';
import {
  cameSchema,
  enrolmentBody,
  enrolmentSchema,
  programSchema,
  shownEnrolment,
  shownProgram,
  wholeProgram,
  wholeProgramSchema,
} from './http-schemas.ts';
import { readingRoutes } from './planning/http-readings.ts';
import { sessionRoutes } from './planning/http-sessions.ts';
import { speakerRoutes } from './speakers/http-speakers.ts';
import { writeRoutes } from './planning/http-write.ts';
import { enrolmentsOf } from './enrolment/view-enrolments.ts';
import { getProgram, listManaged, listPrograms } from './planning/view-programs.ts';
import { scansInput } from './schema.ts';

const sessionQuery = z.object({ sessionId: idText, ...pageQuery });

/** Programmes, their sessions, who enrols and who comes. */
const programsApi: ApiModule = (api, services) => {
  const { secrets, storage } = services;
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
          library: libraryRef.optional(),
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
      const libraryId = library === undefined ? undefined : (await resolveLibrary(ctx, library)).id;
      const hidden = state === 'draft' || state === 'review';
      const query = { ...rest, libraryId, ...(state && { states: [state] }) };
      const { data, next } = hidden ? await listManaged(ctx, query) : await listPrograms(ctx, query);
      return { data: data.map(shownProgram), next };
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
          programId: idText,
          status: z.enum(ENROLMENT_STATUSES).optional(),
          ...pageQuery,
        }),
        response: { 200: listOf(enrolmentSchema) },
      },
    },
    async ({ ctx, query: { programId, status, ...page } }) => {
      const found = cutPage(await enrolmentsOf(ctx, programId, status && [status]), page, (one) => one.id);
      const shown = found.data.map(shownEnrolment(await nameLibraries(ctx)));
      // whoever has a ticket reads the name on its page
      return { ...found, data: shown.map((row) => (row.name === HIDDEN ? { ...row, ticket: null } : row)) };
    },
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
      const { library, ...fields } = body;
      const placed = await enrol(ctx, { ...fields, libraryId: await resolveLibraryId(ctx, library) });
      return reply.code(201).send(shownEnrolment(await nameLibraries(ctx))(placed));
    },
  );
  api.post(
    '/enrolments/:id/decide',
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
          200: listOf(
            z.object({
              enrolmentId: z.number(),
              name: z.string(),
              memberNumber: z.string().nullable(),
              cameAt: isoInstant.nullable(),
              way: z.enum(ATTENDANCE_WAYS).nullable(),
            }),
          ),
        },
      },
    },
    async ({ ctx, query: { sessionId, ...page } }) =>
      cutPage((await attendanceOf(ctx, sessionId)).rows, page, (row) => row.enrolmentId),
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
          200: listOf(z.object({ nonce: z.string(), came: cameSchema.nullable(), refused: z.string().nullable() })),
        },
      },
    },
    async ({ ctx, body }) => ({ data: await sendScans(ctx, body.sessionId, body.scans), next: null }),
  );
  sessionRoutes(api);
  readingRoutes(api);
  copyRoutes(api);
  writeRoutes(api);
  pictureRoutes(api, storage);
  speakerRoutes(api);
  attendanceRoutes(api, secrets);
  moreRoutes(api, services);
};

/** Its routes. */
export const api: readonly ApiModule[] = [programsApi];
