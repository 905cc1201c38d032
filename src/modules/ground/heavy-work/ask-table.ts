import { z } from 'zod';
import type { Answer, Heavy } from '#platform/background/heavy';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';

export const TABLE = 'heavy_work.table';
/** What stands on a page as a table is no longer than this; longer ones are read by a kind of work of their own. */
const MOST_ROWS = 2_000;
const MOST_COLUMNS = 60;

export const tableAsked = z.object({
  /** Of the file, without its ending. */
  name: z.string().regex(/^[\w-]{1,100}$/),
  format: z.enum(['csv', 'xlsx']),
  rows: z
    .array(z.array(z.union([z.string().max(2_000), z.number(), z.null()])).max(MOST_COLUMNS))
    .min(1)
    .max(MOST_ROWS),
});

/**
 * Has the worker write a table that somebody sees already, the first row its head. What stands in it was read by whoever may read it, so the
 * worker only writes; it is fetched by whoever still may (`rights-used.ts`).
 */
export async function askTable(ctx: Ctx, heavy: Heavy, table: z.input<typeof tableAsked>): Promise<Answer> {
  return heavy.ask(ctx, { kind: TABLE, input: parseInput(tableAsked, table) });
}
