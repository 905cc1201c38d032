import { z } from 'zod';
import type { Answer, Heavy } from '#platform/background/heavy';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { analysisQuery } from './schema.ts';
import { getAnalysis } from './view-analysis.ts';

export const ANALYSIS_TABLE = 'analyses.table';
export const analysisTableAsked = z.object({ query: analysisQuery, format: z.enum(['csv', 'xlsx']) });

/** Has the worker write an analysis as a table. Needs what {@link getAnalysis} needs. */
export async function askAnalysisTable(
  ctx: Ctx,
  heavy: Heavy,
  { query, format }: { query: z.input<typeof analysisQuery>; format: 'csv' | 'xlsx' },
): Promise<Answer> {
  await getAnalysis(ctx, query.key);
  return heavy.ask(ctx, { kind: ANALYSIS_TABLE, input: { query: parseInput(analysisQuery, query), format } });
}
