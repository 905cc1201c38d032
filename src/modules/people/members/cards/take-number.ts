import { getSetting } from '#modules/ground/libraries';
import { nextNumber, raiseCounter } from '#platform/database/counters';
import type { Tx } from '#platform/database/db';
import { numberScope, readNumber, renderNumber } from '#shared/number-pattern';
import type { LocalDate } from '#shared/dates';
import { takenNumbers } from '../data/card-numbers.queries.ts';

const COUNTER = 'member_number';

/** The next free member number by the network's pattern; the counter stays locked until the transaction ends. */
export async function takeMemberNumber(trx: Tx, date: LocalDate): Promise<string> {
  const [number = ''] = await takeMemberNumbers(trx, date, 1);
  return number;
}

/** So many of them, in one go: whoever takes many does so last, because others wait for the counter. */
export async function takeMemberNumbers(trx: Tx, date: LocalDate, count: number): Promise<string[]> {
  const pattern = await getSetting(trx, 'memberNumberPattern');
  const scope = numberScope(pattern, { date });
  const numbers: string[] = [];
  while (numbers.length < count) {
    const wanted = count - numbers.length;
    const first = await nextNumber(trx, COUNTER, scope, wanted);
    const next = Array.from({ length: wanted }, (_, i) => renderNumber(pattern, { date }, first + i));
    const taken = new Set((await takenNumbers(trx, next)).map(({ number }) => number.toUpperCase()));
    numbers.push(...next.filter((number) => !taken.has(number.toUpperCase())));
  }
  return numbers;
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
