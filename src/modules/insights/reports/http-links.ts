import { z } from 'zod';
import { nameLibraries } from '#modules/ground/libraries';
import { idParam, isoInstant, listOf, type Api } from '#platform/requests/http';
import { days, libraryNamed, queryOf, read, reportSchema, shown, tags } from './http-shapes.ts';
import { openShared } from './open-shared.ts';
import { COMPARISONS } from './rules/compared-period.ts';
import { LINK_DAYS } from './rules/link-days.ts';
import { listReportLinks, shareReport, unshareReport } from './share-report.ts';

const what = { kind: z.string().max(60), by: z.string().max(40) };
const linkSchema = z.object({
  ...{ id: z.number(), kind: z.string(), by: z.string(), from: z.string(), to: z.string() },
  compare: z.enum(COMPARISONS),
  library: libraryNamed,
  within: z.string().nullable(),
  expiresAt: isoInstant,
  opened: z.number().describe('how often; of who opened it nothing is kept'),
  madeBy: z.string().nullable().describe('null: oneself'),
});

/** Links that show a report to whoever has them. */
export function linkRoutes(api: Api): void {
  api.get(
    '/reports/links',
    {
      config: { access: read },
      schema: {
        tags,
        summary: 'Links that hold to figures that one may read, the newest first',
        querystring: z.object({ kind: what.kind.optional(), by: what.by.optional() }),
        response: { 200: listOf(linkSchema) },
      },
    },
    async ({ ctx, query: about }) => {
      const named = await nameLibraries(ctx);
      const data = (await listReportLinks(ctx, about)).map(({ query, by: madeBy, ...link }) => {
        const { library, within = null, ...asked } = query;
        return { ...link, ...asked, within, madeBy, library: named(library ?? null) };
      });
      return { data, next: null };
    },
  );
  api.post(
    '/reports/links',
    {
      config: { access: read },
      schema: {
        tags,
        summary: 'Make a link that shows a report to whoever has it, for some days',
        body: z.object({ ...what, ...days, holdsDays: z.literal(LINK_DAYS) }),
        response: {
          201: z.object({
            id: z.number(),
            path: z.string().describe('where it is read; it cannot be asked for again'),
            expiresAt: isoInstant,
          }),
        },
      },
    },
    async ({ ctx, body: { holdsDays, ...asked } }, reply) => {
      const made = await shareReport(ctx, { query: await queryOf(ctx, asked), days: holdsDays });
      const { id, token, expiresAt } = made;
      return reply.code(201).send({ id, path: `/laporan/${token}`, expiresAt });
    },
  );
  api.delete(
    '/reports/links/:id',
    {
      config: { access: read },
      schema: {
        tags,
        summary: 'End a link: it opens nothing any more',
        params: idParam,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params: { id } }, reply) => {
      await unshareReport(ctx, id);
      return reply.code(204).send(null);
    },
  );
  api.get(
    '/shared-reports/:token',
    {
      config: { access: { secret: 'the link by which a report was shared' } },
      schema: {
        tags,
        summary: 'The report behind a link, for whoever has it',
        params: z.object({ token: z.string().max(200) }),
        response: { 200: reportSchema.extend({ place: z.string(), expiresAt: isoInstant }) },
      },
    },
    async ({ ctx, params: { token }, ip, method }, reply) => {
      const { report, place, expiresAt } = await openShared(ctx, { token, ip, counts: method === 'GET' });
      void reply.header('cache-control', 'no-store');
      return { ...(await shown(ctx, report)), place, expiresAt };
    },
  );
}
