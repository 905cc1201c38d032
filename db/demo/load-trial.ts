import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { saveTrial } from '../../src/modules/moving/runs/testing.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import { SAID_CODES } from '../../src/shared/moving/said.ts';

const count = z.number().int();
const money = z.object({ debet: count, credit: count });
const oneTable = z.object({ table: z.string(), rows: count });
const fates = z.object({ carried: count, merged: count, refused: count, known: count });
const trial = z.object({
  library: z.string(),
  file: z.object({ name: z.string(), bytes: count }),
  daysAgo: count,
  tables: z.array(
    z.discriminatedUnion('kind', [
      oneTable.extend({ kind: z.literal('rows'), fates }),
      oneTable.extend({ kind: z.enum(['codes']) }),
      oneTable.extend({ kind: z.enum(['left']) }),
    ]),
  ),
  money: z.object({ dump: money, carried: money, refused: money, known: money, booked: z.null() }),
  toSettle: count,
  said: z.array(
    z.object({
      table: z.string(),
      key: z.string(),
      fate: z.enum(['merged', 'refused', 'told']),
      code: z.enum(SAID_CODES),
      params: z.record(z.string(), z.string()).default({}),
    }),
  ),
});

/** A school of the network has tried to move in from its SLiMS: the report lies there to be looked at. */
export async function loadTrial(trx: Tx, ctx: Ctx, libraryIdOf: (code: string) => number): Promise<void> {
  const read = trial.parse(JSON.parse(readFileSync(join(import.meta.dirname, 'trial.json'), 'utf8')));
  const { library, file, daysAgo, said, tables, money: sums, toSettle } = read;
  await saveTrial(trx, ctx, {
    libraryId: libraryIdOf(library),
    file,
    at: new Date(ctx.clock.now().getTime() - daysAgo * 86_400_000),
    report: { tables, money: sums, toSettle, updated: 0, conflicts: 0 },
    said,
  });
}
