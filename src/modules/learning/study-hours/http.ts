import { z } from 'zod';
import { libraryName, libraryRef, nameLibraries, networkZone, resolveLibrary } from '#modules/ground/libraries';
import { expectedVersion, idParam, listOf, sendVersioned, type Api, type ApiModule } from '#platform/requests/http';
import { localDate } from '#shared/dates';
import { reissueCourseCertificate } from './reissue-course-certificate.ts';
import { libraryYears } from './figures/library-years.ts';
import { staffYears } from './figures/staff-years.ts';
import { issueCourseCertificate } from './issue-course-certificate.ts';
import { addEntry } from './own/add-entry.ts';
import { removeEntry } from './own/remove-entry.ts';
import { getEntry, saveEntry } from './own/save-entry.ts';
import { showWorkshop, takeOutWorkshop } from './own/show-workshop.ts';
import { offeredCourses, viewYear } from './own/view-year.ts';
import { yearPdf } from './papers/year-pdf.ts';
import { entryInput, workshopInput, yearInput } from './schema.ts';

const tags = ['study-hours'];
const own = { access: 'account' } as const;
const yearQuery = z.object({ year: yearInput.optional().describe('left out: the present one') });

const lineSchema = z.object({
  source: z.enum(['course', 'workshop', 'own']).describe('own = as they say themselves'),
  id: z.number().nullable().describe('of an own entry or a workshop: by which it is changed'),
  title: z.string(),
  by: z.string(),
  on: z.string(),
  jp: z.number().describe('lesson hours of 45 minutes'),
  counts: z.number().describe('of them in this year'),
  why: z
    .enum(['included', 'revoked', 'repeated'])
    .nullable()
    .describe('why it does not count: part of something else, certificate taken back, entered twice'),
  number: z.string().describe('of its certificate; empty = none'),
  code: z.string().nullable().describe('by which its certificate is checked'),
  courseId: z.number().nullable(),
});
const yearSchema = z.object({
  year: z.number(),
  target: z.number(),
  total: z.number(),
  lines: z.array(lineSchema),
  offered: z
    .array(z.object({ id: z.number(), slug: z.string(), title: z.string(), jp: z.number() }))
    .describe('open courses with lesson hours for librarians and teachers that were not finished'),
});
const entrySchema = z.object({
  id: z.number(),
  title: z.string(),
  organiser: z.string(),
  heldOn: z.string(),
  jp: z.number(),
  certificateNumber: z.string(),
  note: z.string(),
  courseId: z.number().nullable(),
  version: z.number(),
});
const staffSchema = z.object({
  id: z.number(),
  name: z.string(),
  total: z.number(),
  fromCourses: z.number(),
  fromWorkshops: z.number(),
  fromOwn: z.number().describe('as they say themselves'),
  isReached: z.boolean(),
});

function ownYear(api: Api): void {
  api.get(
    '/study-hours',
    {
      config: own,
      schema: {
        tags,
        summary: 'What one learnt in a year, in lesson hours, and what is offered next',
        querystring: yearQuery,
        response: { 200: yearSchema },
      },
    },
    async ({ ctx, query }) => {
      const { year, target, total, lines } = await viewYear(ctx, query.year);
      const told = lines.map(({ rowId, ...line }) => ({ ...line, id: rowId }));
      return { year, target, total, lines: told, offered: await offeredCourses(ctx) };
    },
  );
  api.post(
    '/study-hour-workshops',
    {
      config: own,
      schema: {
        tags,
        summary: 'Show the certificate of a workshop by its code, so that its hours count',
        body: workshopInput,
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, body, ip }, reply) => reply.code(201).send({ id: await showWorkshop(ctx, body, ip) }),
  );
  api.delete(
    '/study-hour-workshops/:id',
    {
      config: own,
      schema: {
        tags,
        summary: 'Take a workshop out of what one learnt; its certificate stays',
        params: idParam,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params }, reply) => {
      await takeOutWorkshop(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/course-certificates',
    {
      config: { access: 'signed_in' },
      schema: {
        tags,
        summary: 'Get the certificate of a course with lesson hours that one finished; who has one is told that',
        body: z.strictObject({ courseId: z.int().positive() }),
        response: { 201: z.object({ code: z.string() }) },
      },
    },
    async ({ ctx, body }, reply) => reply.code(201).send(await issueCourseCertificate(ctx, body.courseId)),
  );
}

function entries(api: Api): void {
  api.post(
    '/study-hour-entries',
    {
      config: own,
      schema: {
        tags,
        summary: 'Note what one learnt elsewhere',
        body: entryInput,
        response: { 201: entrySchema },
      },
    },
    async ({ ctx, body }, reply) => sendVersioned(reply.code(201), await getEntry(ctx, await addEntry(ctx, body))),
  );
  api.get(
    '/study-hour-entries/:id',
    {
      config: own,
      schema: { tags, summary: 'An own entry', params: idParam, response: { 200: entrySchema } },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await getEntry(ctx, params.id)),
  );
  api.put(
    '/study-hour-entries/:id',
    {
      config: { ...own, ifMatch: true },
      schema: {
        tags,
        summary: 'Change an own entry',
        params: idParam,
        body: entryInput,
        response: { 200: entrySchema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await saveEntry(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await getEntry(ctx, params.id));
    },
  );
  api.delete(
    '/study-hour-entries/:id',
    {
      config: own,
      schema: { tags, summary: 'Remove an own entry', params: idParam, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      await removeEntry(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
}

function certificates(api: Api): void {
  api.post(
    '/certificates/:code/renew',
    {
      config: { access: { may: 'programs.manage' } },
      schema: {
        tags,
        summary: 'Give the certificate of a course again that was taken back, to whoever still finished it',
        params: z.object({ code: z.string().trim().min(1).max(40) }),
        response: { 201: z.object({ code: z.string().describe('of the new one') }) },
      },
    },
    async ({ ctx, params }, reply) => reply.code(201).send(await reissueCourseCertificate(ctx, params.code)),
  );
}

function figures(api: Api): void {
  const access = { may: 'accounts.manage' } as const;
  api.get(
    '/study-hour-figures',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Staff of a library with their lesson hours in a year; for whoever heads that library itself',
        querystring: yearQuery.extend({ library: libraryRef }),
        response: { 200: listOf(staffSchema).extend({ year: z.number(), library: libraryName }) },
      },
    },
    async ({ ctx, query }) => {
      const { id } = await resolveLibrary(ctx, query.library);
      const { year, staff } = await staffYears(ctx, { libraryId: id, year: query.year });
      return { year, library: (await nameLibraries(ctx))(id), data: staff, next: null };
    },
  );
  api.get(
    '/study-hour-sums',
    {
      config: { access: { ...access, network: true } },
      schema: {
        tags,
        summary: 'How many of the staff of each library reached their lesson hours, from ten people on',
        querystring: yearQuery,
        response: {
          200: listOf(
            z.object({
              library: libraryName,
              staff: z.number().nullable().describe('null = too few to tell'),
              reached: z.number().nullable().describe('null = too few to tell, of them or of the others'),
            }),
          ),
        },
      },
    },
    async ({ ctx, query }) => {
      const named = await nameLibraries(ctx);
      const year = query.year ?? Number(localDate(ctx.clock.now(), await networkZone(ctx.db)).slice(0, 4));
      const rows = await libraryYears(ctx, year);
      return { data: rows.map(({ libraryId, ...row }) => ({ ...row, library: named(libraryId) })), next: null };
    },
  );
}

/** Lesson hours of staff. */
const studyHoursApi: ApiModule = (api, { config }) => {
  ownYear(api);
  entries(api);
  certificates(api);
  figures(api);
  api.get(
    '/study-hours/pdf',
    {
      config: { ...own, gives: ['application/pdf'] },
      schema: { tags, summary: 'The year as PDF', querystring: yearQuery },
    },
    async ({ ctx, query }, reply) => {
      const { fileName, body } = await yearPdf(ctx, config, query.year);
      void reply.type('application/pdf').header('content-disposition', `inline; filename="${fileName}"`);
      return reply.send(Buffer.from(body));
    },
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [studyHoursApi];
