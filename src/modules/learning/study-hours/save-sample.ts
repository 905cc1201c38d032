import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { insertEntry } from './data/entries.queries.ts';
import { entryInput, type EntryInput } from './schema.ts';

/** Writes something that somebody learnt elsewhere: for samples. */
export async function saveSampleEntry(trx: Tx, ctx: Ctx, accountId: number, input: EntryInput): Promise<void> {
  const now = ctx.clock.now();
  await insertEntry(trx, { ...parseInput(entryInput, input), accountId, createdAt: now, changedAt: now });
}
