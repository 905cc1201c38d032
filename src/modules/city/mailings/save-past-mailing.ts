import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { insertPastMailing, insertText } from './data/mailings.queries.ts';
import { insertPastLetters, type PastEnds } from './data/letters.queries.ts';
import type { MailText } from './rules/compose-mail.ts';
import { ADDRESS_DAYS } from './rules/terms.ts';

/** A mailing of the past, without addresses. */
export interface PastMailing {
  key: string;
  libraryId: number | null;
  topicIds: number[];
  texts: { id: MailText; en: MailText | null };
  /** Its first mail went then. */
  at: Date;
  perMinute: number;
  /** How many mails ended how. */
  ends: PastEnds;
}

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Writes a mailing as it would stand weeks after it was sent: for samples. @returns its id, and when it was through */
export async function savePastMailing(
  trx: Tx,
  { clock }: Pick<Ctx, 'clock'>,
  { texts, ends, at, ...row }: PastMailing,
): Promise<{ id: number; doneAt: Date }> {
  const all = Object.values(ends).reduce((sum, count) => sum + count, 0);
  const doneAt = new Date(at.getTime() + Math.ceil(all / row.perMinute) * MINUTE);
  const forgotten = new Date(doneAt.getTime() + ADDRESS_DAYS * DAY);
  const id = await insertPastMailing(trx, {
    ...row,
    ...{ startAt: at, createdAt: at, startedAt: at, doneAt },
    forgottenAt: forgotten <= clock.now() ? forgotten : null,
  });
  await insertText(trx, id, 'id', texts.id);
  if (texts.en) await insertText(trx, id, 'en', texts.en);
  await insertPastLetters(trx, { mailingId: id, at: doneAt }, ends);
  return { id, doneAt };
}
