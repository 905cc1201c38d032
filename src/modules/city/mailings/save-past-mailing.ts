import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { insertPastMailing, insertText } from './data/mailings.queries.ts';
import { insertPastLetters } from './data/letters.queries.ts';
import type { MailText } from './rules/compose-mail.ts';
import { ADDRESS_DAYS, type LetterState } from './rules/terms.ts';

/** A mailing of the past, without addresses. */
export interface PastMailing {
  key: string;
  libraryId: number | null;
  topicIds: number[];
  text: MailText;
  /** Its first mail went then. */
  at: Date;
  perMinute: number;
  /** How many mails ended how. */
  ends: Partial<Record<LetterState, number>>;
}

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Writes a mailing as it would stand weeks after it was sent: for samples. @returns its id */
export async function savePastMailing(
  trx: Tx,
  { clock }: Pick<Ctx, 'clock'>,
  { text, ends, at, ...row }: PastMailing,
): Promise<number> {
  const all = Object.values(ends).reduce((sum, count) => sum + count, 0);
  const doneAt = new Date(at.getTime() + Math.ceil(all / row.perMinute) * MINUTE);
  const forgotten = new Date(doneAt.getTime() + ADDRESS_DAYS * DAY);
  const id = await insertPastMailing(trx, {
    ...row,
    ...{ startAt: at, createdAt: at, startedAt: at, doneAt },
    forgottenAt: forgotten <= clock.now() ? forgotten : null,
  });
  await insertText(trx, id, 'id', text);
  await insertPastLetters(trx, { mailingId: id, at: doneAt }, ends);
  return id;
}
