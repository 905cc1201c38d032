import { z } from 'zod';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Answer, Heavy } from '#platform/background/heavy';

export const CASH_TABLE = 'charges.cash_table';
export const cashTableAsked = z.object({
  libraryId: z.number(),
  /** Local day; left out: today. */
  day: z.string().max(10).optional(),
  format: z.enum(['csv', 'xlsx']),
});

/** Has the worker write the day's cash as a table. Needs `cash.read` at the library; refuses what viewing the day refuses. */
export async function askCashTable(ctx: Ctx, heavy: Heavy, input: z.input<typeof cashTableAsked>): Promise<Answer> {
  authorize(ctx, 'cash.read', input.libraryId);
  return heavy.ask(ctx, { kind: CASH_TABLE, input });
}
