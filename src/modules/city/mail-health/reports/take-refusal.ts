import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { MailRefusal, Taken, TakerNeeds } from '#platform/receiving/mail-takers';
import { refusesReader } from '../rules/judge-failure.ts';
import type { LetterWays } from './letter-ways.ts';
import { noteRefusal } from './note-bounce.ts';

/**
 * Takes what a mail server said when it refused a letter: where it takes nothing for that address for good, the address is stopped as by a report. Whoever
 * sent the letter heard it themselves, so nothing of it can be made up.
 */
export async function takeRefusal(
  trx: Tx,
  ctx: Ctx,
  { secrets }: Pick<TakerNeeds, 'secrets'>,
  ways: LetterWays,
  { messageId, answer }: MailRefusal,
): Promise<Taken> {
  if (!refusesReader(answer)) return null;
  const letter = await ways.letterOf(trx, secrets, messageId);
  if (letter === null) return null;
  return (await noteRefusal(trx, ctx, secrets, ways, letter, answer)) ? 'filed' : 'again';
}
