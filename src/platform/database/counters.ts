import { sql } from 'kysely';
import type { Tx } from './db.ts';

/**
 * Takes the next number(s) of a counter that people see. The row stays locked until the transaction ends, so numbers never
 * repeat, and one that was rolled back is taken again.
 * @param scope e.g. library code and year; empty = one counter for the network
 * @param count how many numbers to reserve
 * @returns the first reserved number; the others follow it
 */
export async function nextNumber(trx: Tx, name: string, scope = '', count = 1): Promise<number> {
  const row = await trx
    .insertInto('counter')
    .values({ name, scope, value: count })
    .onConflict((conflict) =>
      conflict.columns(['name', 'scope']).doUpdateSet({ value: sql`counter.value + excluded.value` }),
    )
    .returning('value')
    .executeTakeFirstOrThrow();
  return row.value - count + 1;
}

/** Makes sure that a counter will not hand out a number that an import brought along. */
export async function raiseCounter(trx: Tx, name: string, scope: string, atLeast: number): Promise<void> {
  await trx
    .insertInto('counter')
    .values({ name, scope, value: atLeast })
    .onConflict((conflict) =>
      conflict.columns(['name', 'scope']).doUpdateSet({ value: sql`greatest(counter.value, excluded.value)` }),
    )
    .execute();
}
