import { z } from 'zod';
import type { Answer, Heavy } from '#platform/background/heavy';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { REPORT_FORMATS, type ReportFormat } from './rules/report-formats.ts';
import { reportQuery } from './schema.ts';

export const REPORT_TABLE = 'reports.table';
export const reportTableAsked = z.object({ query: reportQuery, format: z.enum(REPORT_FORMATS) });

/** Has the worker write a report as a table, or set it on paper. Needs `reports.read`. */
export async function askReportTable(
  ctx: Ctx,
  heavy: Heavy,
  { query, format }: { query: z.input<typeof reportQuery>; format: ReportFormat },
): Promise<Answer> {
  authorizeAnywhere(ctx, 'reports.read');
  return heavy.ask(ctx, { kind: REPORT_TABLE, input: { query: parseInput(reportQuery, query), format } });
}
