import { z } from 'zod';
import { day } from '#platform/requests/bounds';
import {
  libraryName,
  libraryRef,
  nameLibraries,
  resolveLibrary,
  type NameLibraries,
  type LibraryRef,
} from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { idParam, isoInstant, listOf, type ApiModule } from '#platform/requests/http';
import { keepReport, listKeptReports, removeKeptReport, type KeptReport } from './keep-report.ts';
import { getReport, listReports } from './list-reports.ts';
import { makeReport } from './make-report.ts';
import { COMPARISONS } from './rules/compared-period.ts';
import { REPORT_GROUPS } from './rules/report-list.ts';
import { keptName } from './schema.ts';

const tags = ['reports'];
const period = z.object({ from: z.string(), to: z.string() });
const listed = z.object({ key: z.string(), title: z.string(), kind: z.string(), by: z.string() });
const days = {
  from: day,
  to: day,
  compare: z.enum(COMPARISONS).default('none'),
  library: libraryRef.optional().describe('left out: all that may be seen'),
  within: z.string().regex(/^\d$/).optional().describe('titles of one main class; with by=bib only'),
};
const reportSchema = z.object({
  kind: z.string(),
  label: z.string(),
  byLabel: z.string(),
  unit: z.enum(['acts', 'people', 'copies', 'rupiah', 'minutes']),
  without: z.string().nullable().describe('who or what is not in it; null: all are'),
  since: z.string().nullable().describe('the first day with data; null: none yet'),
  through: z.string().nullable().describe('counted through this day'),
  countedAt: isoInstant.nullable(),
  period: period.nullable().describe('what is counted; of people the whole months in the time, null where none is'),
  before: period.nullable(),
  withoutBefore: z.boolean().describe('a comparison was asked for, with a time of which there are no data'),
  library: libraryName.nullable().describe('null: all that may be seen'),
  rows: z.array(
    z.object({
      key: z.string().nullable().describe('null: all others, and whoever is not known'),
      label: z.string(),
      n: z.number(),
      was: z.number().nullable(),
      change: z.number().nullable().describe('whole percent'),
    }),
  ),
  total: z.number().nullable(),
  totalBefore: z.number().nullable(),
  totalChange: z.number().nullable(),
  corrected: z.array(z.object({ day: z.string(), was: z.number(), became: z.number() })),
});

type Asked = Omit<Parameters<typeof makeReport>[1], 'library'> & { library?: LibraryRef | undefined };

/** A report with its library named as everywhere in the API. */
async function answered(ctx: Ctx, { library, ...query }: Asked) {
  const code = library === undefined ? undefined : (await resolveLibrary(ctx, library)).code;
  const report = await makeReport(ctx, { ...query, library: code });
  const named = await nameLibraries(ctx);
  return { ...report, library: code === undefined ? null : named(code) };
}

const keptFields = {
  kind: z.string().max(60),
  by: z.string().max(40),
  compare: z.enum(COMPARISONS).default('none'),
  library: libraryRef.optional().describe('left out: all that may be seen'),
};
const keptSchema = z.object({
  id: z.number(),
  name: z.string(),
  kind: z.string(),
  by: z.string(),
  compare: z.enum(COMPARISONS),
  library: libraryName.nullable().describe('null: all that may be seen'),
  shared: z.boolean(),
  keptBy: z.string().nullable().describe('null: one’s own'),
});
const flat = ({ id, name, shared, by: keptBy, query }: KeptReport, named: NameLibraries) => ({
  ...{ id, name, shared, keptBy, kind: query.kind, by: query.by, compare: query.compare },
  library: named(query.library ?? null),
});

const reportsApi: ApiModule = (api) => {
  api.get(
    '/reports',
    {
      config: { access: { may: 'reports.read' } },
      schema: {
        tags,
        summary: 'Reports that are there from the beginning, by group',
        response: {
          200: listOf(z.object({ group: z.enum(REPORT_GROUPS), reports: z.array(listed) })),
        },
      },
    },
    async ({ ctx }) => ({ data: await listReports(ctx), next: null }),
  );
  api.get(
    '/reports/:key/rows',
    {
      config: { access: { may: 'reports.read' } },
      schema: {
        tags,
        summary: 'A report over some days, both included, of the libraries that may be seen',
        params: z.object({ key: z.string().max(60) }),
        querystring: z.object(days),
        response: { 200: reportSchema },
      },
    },
    async ({ ctx, params: { key }, query }) => {
      const { kind, by } = await getReport(ctx, key);
      return answered(ctx, { ...query, kind, by });
    },
  );
  api.get(
    '/figures',
    {
      config: { access: { may: 'reports.read' } },
      schema: {
        tags,
        summary: 'The same of any kind that is counted (`/facts/kinds`), split by time, library, or one of its cuts',
        querystring: z.object({ kind: z.string().max(60), by: z.string().max(40), ...days }),
        response: { 200: reportSchema },
      },
    },
    async ({ ctx, query }) => answered(ctx, query),
  );
  api.get(
    '/kept-reports',
    {
      config: { access: { may: 'reports.read' } },
      schema: {
        tags,
        summary: 'Reports that somebody put together and kept: their own, and those that others share',
        response: { 200: listOf(keptSchema) },
      },
    },
    async ({ ctx }) => {
      const kept = await listKeptReports(ctx);
      const named = await nameLibraries(ctx);
      return { data: kept.map((one) => flat(one, named)), next: null };
    },
  );
  api.post(
    '/kept-reports',
    {
      config: { access: { may: 'reports.read' } },
      schema: {
        tags,
        summary: 'Keep what is asked of a report; its days are chosen when it is read',
        body: z.object({ name: keptName, ...keptFields, shared: z.boolean().default(false) }),
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, body: { name, shared, library, ...query } }, reply) => {
      const code = library === undefined ? undefined : (await resolveLibrary(ctx, library)).code;
      const id = await keepReport(ctx, {
        name,
        shared,
        query: { ...query, ...(code !== undefined && { library: code }) },
      });
      return reply.code(201).send({ id });
    },
  );
  api.delete(
    '/kept-reports/:id',
    {
      config: { access: { may: 'reports.read' } },
      schema: { tags, summary: 'Remove a kept report of one’s own', params: idParam, response: { 204: z.null() } },
    },
    async ({ ctx, params: { id } }, reply) => {
      await removeKeptReport(ctx, id);
      return reply.code(204).send(null);
    },
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [reportsApi];
