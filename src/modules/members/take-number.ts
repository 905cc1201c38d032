import { getSetting } from '#modules/libraries';
import { nextNumber, raiseCounter } from '#platform/counters';
import type { Tx } from '#platform/db';
import { numberScope, readNumber, renderNumber } from '#shared/number-pattern';
import type { LocalDate } from '#shared/dates';
import { numberExists } from './data/card-numbers.queries.ts';

const COUNTER = 'member_number';

/** The next free member number by the network's pattern; the counter stays locked until the transaction ends. */
export async function takeMemberNumber(trx: Tx, date: LocalDate): Promise<string> {
  const pattern = await getSetting(trx, 'memberNumberPattern');
  const scope = numberScope(pattern, { date });
  for (;;) {
    const number = renderNumber(pattern, { date }, await nextNumber(trx, COUNTER, scope));
    if (!(await numberExists(trx, number))) return number;
  }
}

/** Keeps the counters ahead of numbers that came from elsewhere. */
export async function keepCountersAhead(trx: Tx, numbers: readonly string[]): Promise<void> {
  const pattern = await getSetting(trx, 'memberNumberPattern');
  const highest = new Map<string, number>();
  for (const number of numbers) {
    const read = readNumber(pattern, number);
    if (read) highest.set(read.scope, Math.max(read.seq, highest.get(read.scope) ?? 0));
  }
  // always in the same order, so that two imports do not wait for each other
  for (const scope of [...highest.keys()].sort()) await raiseCounter(trx, COUNTER, scope, highest.get(scope) ?? 0);
}
