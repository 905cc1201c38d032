import { z } from 'zod';
import { idParam, listOf, type Api } from '#platform/requests/http';
import { read, tags } from './http-shapes.ts';
import { endReportMail, listReportMails, mailReport, reportReaders, stopReportMail } from './mail-report.ts';
import { MAIL_RHYTHMS } from './rules/mail-rhythm.ts';

const rhythm = z.enum(MAIL_RHYTHMS).describe('week: on Mondays about last week; month: on the 1st about last month');
const mailSchema = z.object({
  keptId: z.number().describe('the kept report'),
  name: z.string(),
  rhythm,
  next: z.string().describe('the day of the next letter'),
  by: z.string().nullable().describe('whose report it is; null: one’s own'),
  readers: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      state: z
        .enum(['pending', 'sending', 'phone', 'sent', 'failed', 'unknown', 'cancelled'])
        .nullable()
        .describe('what became of the last letter; phone: it could not be sent; null: there was none'),
    }),
  ),
});

/** Kept reports that are sent by e-mail. */
export function mailRoutes(api: Api): void {
  api.get(
    '/reports/readers',
    {
      config: { access: read },
      schema: {
        tags,
        summary: 'Staff to whom a kept report can be sent: who may read reports and has an e-mail address',
        response: { 200: listOf(z.object({ id: z.number(), name: z.string() })) },
      },
    },
    async ({ ctx }) => ({ data: await reportReaders(ctx), next: null }),
  );
  api.put(
    '/kept-reports/:id/mail',
    {
      config: { access: read },
      schema: {
        tags,
        summary:
          'Send a kept report of one’s own by e-mail every week or month; each gets the figures of their libraries',
        params: idParam,
        body: z.object({ rhythm, readers: z.array(z.number().int().positive()).min(1).max(20) }),
        response: { 200: z.object({ next: z.string().describe('the day of the first letter') }) },
      },
    },
    async ({ ctx, params, body }) => ({ next: (await mailReport(ctx, params.id, body)).next }),
  );
  api.delete(
    '/kept-reports/:id/mail',
    {
      config: { access: read },
      schema: {
        tags,
        summary: 'Send a kept report to nobody any more',
        params: idParam,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params }, reply) => {
      await endReportMail(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
  api.get(
    '/reports/mails',
    {
      config: { access: read },
      schema: {
        tags,
        summary: 'Kept reports of one’s own that are sent, and those that are sent to oneself',
        querystring: z.object({ side: z.enum(['own', 'received']).default('received') }),
        response: { 200: listOf(mailSchema) },
      },
    },
    async ({ ctx, query }) => ({ data: (await listReportMails(ctx))[query.side], next: null }),
  );
  api.delete(
    '/reports/mails/:id',
    {
      config: { access: read },
      schema: {
        tags,
        summary: 'Get a kept report by e-mail no more, whoever has it sent',
        params: idParam,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params }, reply) => {
      await stopReportMail(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
}
