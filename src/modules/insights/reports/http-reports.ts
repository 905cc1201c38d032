import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Answer, Heavy } from '#platform/background/heavy';
import { listOf, type Api } from '#platform/requests/http';
import { askReportTable } from './ask-report-table.ts';
import { days, listed, queryOf, read, reportSchema, shown, tags } from './http-shapes.ts';
import { getReport, listReports } from './list-reports.ts';
import { makeReport } from './make-report.ts';
import { REPORT_FORMATS } from './rules/report-formats.ts';
import { REPORT_GROUPS } from './rules/report-list.ts';

const gives = ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/pdf'];

const sent = (reply: FastifyReply, { mediaType, fileName, body }: Answer): FastifyReply =>
  reply.type(mediaType).header('content-disposition', `attachment; filename="${fileName}"`).send(body);

/** Reports that are there from the beginning, and figures of any kind. */
export function reportRoutes(api: Api, heavy: Heavy): void {
  api.get(
    '/reports',
    {
      config: { access: read },
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
      config: { access: read },
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
      return shown(ctx, await makeReport(ctx, await queryOf(ctx, { ...query, kind, by })));
    },
  );
  api.get(
    '/figures',
    {
      config: { access: read },
      schema: {
        tags,
        summary: 'The same of any kind that is counted (`/facts/kinds`), split by time, library, or one of its cuts',
        querystring: z.object({ kind: z.string().max(60), by: z.string().max(40), ...days }),
        response: { 200: reportSchema },
      },
    },
    async ({ ctx, query }) => shown(ctx, await makeReport(ctx, await queryOf(ctx, query))),
  );
  const format = z.enum(REPORT_FORMATS).describe('pdf: on paper, with letterhead and room for signatures');
  api.get(
    '/reports/:key/file',
    {
      config: { access: read, gives },
      schema: {
        tags,
        summary: 'A report as a table for spreadsheets or as a paper',
        params: z.object({ key: z.string().max(60) }),
        querystring: z.object({ ...days, format }),
      },
    },
    async ({ ctx, params: { key }, query: { format: wanted, ...asked } }, reply) => {
      const { kind, by } = await getReport(ctx, key);
      return sent(
        reply,
        await askReportTable(ctx, heavy, { query: await queryOf(ctx, { ...asked, kind, by }), format: wanted }),
      );
    },
  );
  api.get(
    '/figures/file',
    {
      config: { access: read, gives },
      schema: {
        tags,
        summary: 'The same of any kind that is counted',
        querystring: z.object({ kind: z.string().max(60), by: z.string().max(40), ...days, format }),
      },
    },
    async ({ ctx, query: { format: wanted, ...asked } }, reply) =>
      sent(reply, await askReportTable(ctx, heavy, { query: await queryOf(ctx, asked), format: wanted })),
  );
}
