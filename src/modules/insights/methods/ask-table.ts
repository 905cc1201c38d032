import { z } from 'zod';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Answer, Heavy } from '#platform/background/heavy';
import { parseInput } from '#platform/requests/parse-input';
import { year } from './schema.ts';

export const PACK_TABLE = 'methods.pack_table';
export const packTableAsked = z.object({ pack: z.string().max(40), year, format: z.enum(['csv', 'xlsx']) });
export type PackTableAsked = z.output<typeof packTableAsked>;

/** Has the worker write the figures of a pack as a table, library by library. Needs `reports.read`. */
export async function askPackTable(ctx: Ctx, heavy: Heavy, asked: PackTableAsked): Promise<Answer> {
  authorizeAnywhere(ctx, 'reports.read');
  return heavy.ask(ctx, { kind: PACK_TABLE, input: parseInput(packTableAsked, asked) });
}
