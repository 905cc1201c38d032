import { z } from 'zod';
import { libraryName, libraryRef, nameLibraries, resolveLibrary } from '#modules/ground/libraries';
import { gainSchema, resultItemSchema } from '#modules/learning/course-tests';
import { cutPage, idParam, isoInstant, listOf, pageQuery, type Api } from '#platform/requests/http';
import { CLASS_STATES } from './client.ts';
import { yearAsked } from './results/ask-table.ts';
import { listSchoolResults } from './results/list-schools.ts';
import { viewClassReport } from './results/view-report.ts';
import { viewSchoolResults } from './results/view-school.ts';

const tags = ['classes'];
const access = { may: ['courses.manage', 'reports.read'] } as const;

const course = z.object({ id: z.number(), title: z.string() });
const people = {
  pupils: z
    .number()
    .nullable()
    .describe('null = few, of whom nothing is told, or who would come out by the difference'),
  finished: z.number().nullable().describe('null = it is not told'),
};
const held = {
  meetings: z.number().describe('that were held'),
  minutes: z.number().describe('that they took'),
};
const classes = { ...people, classes: z.number(), ...held };
const years = z.array(z.string()).describe('school years in which there are classes, the last first');
const inYear = { year: yearAsked.optional().describe('a school year: 2026/2027; left out: the last') };

const schoolLine = z.object({ library: libraryName, ...classes });
const school = schoolLine.extend({
  years,
  year: z.string(),
  courses: z.array(z.object({ course, ...classes })),
  hasClasses: z.boolean().describe('false: who asks sees schools, and no class of them'),
  classLines: z.array(
    z.object({
      ...{ id: z.number(), name: z.string(), state: z.enum(CLASS_STATES), course },
      ...{ ...people, ...held, gain: gainSchema },
    }),
  ),
});
const report = z.object({
  ...{ id: z.number(), library: libraryName, name: z.string(), year: z.string(), state: z.enum(CLASS_STATES), course },
  teaches: z.boolean().describe('who asks teaches it'),
  ...people,
  came: z.number().nullable(),
  lessons: z.array(z.object({ id: z.number(), number: z.number(), title: z.string(), done: z.number().nullable() })),
  gain: gainSchema,
  onlyBefore: z.number().nullable(),
  onlyAfter: z.number().nullable(),
  competences: z.array(z.object({ id: z.number(), canDo: z.string(), gain: gainSchema })),
  items: z.array(resultItemSchema),
  meetings: z.array(
    z.object({
      ...{ id: z.number(), startsAt: isoInstant, timeZone: z.string(), lessonId: z.number().nullable() },
      present: z.number().nullable(),
      away: z.number().nullable(),
    }),
  ),
});

/** What came of classes, without a name. */
export function resultRoutes(api: Api): void {
  api.get(
    '/class-results/:id',
    {
      config: { access: { may: ['courses.teach', 'courses.manage', 'reports.read'] } },
      schema: {
        tags,
        summary: 'What came of a class, without names: for its teachers, its school, and whoever answers for courses',
        params: idParam,
        response: { 200: report },
      },
    },
    async ({ ctx, params }) => {
      const { libraryId, ...whole } = await viewClassReport(ctx, params.id);
      return { ...whole, library: (await nameLibraries(ctx))(libraryId) };
    },
  );
  api.get(
    '/school-results',
    {
      config: { access },
      schema: {
        tags,
        summary: 'What came of the classes of schools in a school year, without names',
        querystring: z.object({ ...pageQuery, ...inYear }),
        response: { 200: listOf(schoolLine) },
      },
    },
    async ({ ctx, query: { year, ...page } }) => {
      const { schools } = await listSchoolResults(ctx, year ?? null);
      const named = await nameLibraries(ctx);
      const { data, next } = cutPage(schools, page, ({ libraryId }) => libraryId);
      return { data: data.map(({ libraryId, ...row }) => ({ ...row, library: named(libraryId) })), next };
    },
  );
  api.get(
    '/school-results/:library',
    {
      config: { access },
      schema: {
        tags,
        summary: 'What came of the classes of a school in a school year, without names',
        params: z.object({ library: libraryRef }),
        querystring: z.object(inYear),
        response: { 200: school },
      },
    },
    async ({ ctx, params, query }) => {
      const { id } = await resolveLibrary(ctx, params.library);
      const { libraryId, all, classes: classLines, ...rest } = await viewSchoolResults(ctx, id, query.year ?? null);
      return { ...rest, ...all, classLines, library: (await nameLibraries(ctx))(libraryId) };
    },
  );
  api.get(
    '/city-results',
    {
      config: { access },
      schema: {
        tags,
        summary: 'What came of the classes of all schools together in a school year',
        querystring: z.object(inYear),
        response: {
          200: z.object({
            ...{ years, year: z.string() },
            all: z.object(classes).nullable().describe('null = who asks does not see the whole network'),
          }),
        },
      },
    },
    async ({ ctx, query }) => {
      const { years: all, year, all: sum } = await listSchoolResults(ctx, query.year ?? null);
      return { years: all, year, all: sum };
    },
  );
}
