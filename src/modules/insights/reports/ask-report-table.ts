import { z } from 'zod';
import type { Answer, Heavy } from '#platform/background/heavy';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { reportQuery } from './schema.ts';

export const REPORT_TABLE = 'reports.table';
export const reportTableAsked = z.object({ query: reportQuery, format: z.enum(['csv', 'xlsx']) });

/** Has the worker write a report as a table. Needs `reports.read`. */
export async function askReportTable(
  ctx: Ctx,
  heavy: Heavy,
  { query, format }: { query: z.input<typeof reportQuery>; format: 'csv' | 'xlsx' },
): Promise<Answer> {
  authorizeAnywhere(ctx, 'reports.read');
  return heavy.ask(ctx, { kind: REPORT_TABLE, input: { query: parseInput(reportQuery, query), format } });
}
