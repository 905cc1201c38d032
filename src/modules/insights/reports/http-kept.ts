import { z } from 'zod';
import { libraryRef, nameLibraries, resolveLibrary, type NameLibraries } from '#modules/ground/libraries';
import { idParam, listOf, type Api } from '#platform/requests/http';
import { libraryNamed, read, tags } from './http-shapes.ts';
import { keepReport, listKeptReports, removeKeptReport, type KeptReport } from './keep-report.ts';
import { COMPARISONS } from './rules/compared-period.ts';
import { keptName } from './schema.ts';

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
  library: libraryNamed,
  shared: z.boolean(),
  keptBy: z.string().nullable().describe('null: one’s own'),
});
const flat = ({ id, name, shared, by: keptBy, query }: KeptReport, named: NameLibraries) => ({
  ...{ id, name, shared, keptBy, kind: query.kind, by: query.by, compare: query.compare },
  library: named(query.library ?? null),
});

/** Reports that somebody kept. */
export function keptRoutes(api: Api): void {
  api.get(
    '/kept-reports',
    {
      config: { access: read },
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
      config: { access: read },
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
      config: { access: read },
      schema: { tags, summary: 'Remove a kept report of one’s own', params: idParam, response: { 204: z.null() } },
    },
    async ({ ctx, params: { id } }, reply) => {
      await removeKeptReport(ctx, id);
      return reply.code(204).send(null);
    },
  );
}
