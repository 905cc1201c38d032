import { z } from 'zod';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Answer, Heavy } from '#platform/background/heavy';
import { parseInput } from '#platform/requests/parse-input';
import { figuresQuery, type FiguresQuery } from './schema.ts';

export const FIGURES_TABLE = 'visits.figures_table';
export const figuresTableAsked = z.object({ query: figuresQuery, format: z.enum(['csv', 'xlsx']) });

/** Has the worker write the figures of visits as a table. Needs `reports.read`. */
export async function askFiguresTable(
  ctx: Ctx,
  heavy: Heavy,
  { query, format }: { query: FiguresQuery; format: 'csv' | 'xlsx' },
): Promise<Answer> {
  authorizeAnywhere(ctx, 'reports.read');
  return heavy.ask(ctx, { kind: FIGURES_TABLE, input: { query: parseInput(figuresQuery, query), format } });
}
