import { getLibrary } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { firstOfMonth, localDate } from '#shared/dates';
import { addAnswer } from './data/heard.queries.ts';
import type { HeardFrom, HeardMoment } from './rules/answers.ts';

/**
 * Counts from where somebody knew, in the transaction in which they registered or enrolled: one more of a library in a month, of nobody.
 * What they did later to it (an erasure, a cancellation) changes nothing. Whoever asks has checked the permission.
 */
export async function countHeard(
  trx: Tx,
  { clock }: Pick<Ctx, 'clock'>,
  heard: { libraryId: number; moment: HeardMoment; answer: HeardFrom },
): Promise<void> {
  const { timeZone } = await getLibrary({ db: trx }, heard.libraryId);
  await addAnswer(trx, { ...heard, heardMonth: firstOfMonth(localDate(clock.now(), timeZone)) });
}
