import type { Db } from '#platform/database/db';
import { advance, lockNextMailing, nextLetter, takeLetter, type TakenLetter } from '../data/claiming.queries.ts';
import { lockPace, setNext } from '../data/pace.queries.ts';
import type { MailingId } from '../rules/mailing-id.ts';
import { FURTHEST, nextAfter, waitUntil } from '../rules/pace.ts';

/** A mail to send, or how long to wait for the next one in milliseconds, or nothing that is due. */
export type Claim = { letter: TakenLetter } | { wait: number } | null;

/**
 * Takes the next mail for this process alone, at the pace of its mailing and of all together. When this returns it is written down for
 * everybody that somebody has it: only then may a word be spoken with the mail server.
 * @param markFor the signature in the message id of a mail that has none yet
 */
export const claimLetter = async (db: Db, now: Date, markFor: (about: MailingId) => string): Promise<Claim> =>
  db.transaction().execute(async (trx) => {
    const pace = await lockPace(trx);
    const mailing = await lockNextMailing(trx, now, new Date(now.getTime() + FURTHEST));
    if (!mailing) return null;
    const wait = Math.max(waitUntil(pace.nextAt, now), waitUntil(mailing.nextAt, now));
    if (wait > 0) return { wait };
    const next = await nextLetter(trx, mailing.id, now);
    if (!next) return null;
    const mark = next.messageMark ?? markFor({ mailingId: mailing.id, deliveryId: next.id });
    const letter = await takeLetter(trx, { id: next.id, mark, now });
    if (!letter) return null;
    // an instant ahead was set by a clock that has gone back since
    const due = (at: Date): Date => (at > now ? now : at);
    await setNext(trx, nextAfter(due(pace.nextAt), now, pace.perMinute));
    await advance(trx, mailing.id, { nextAt: nextAfter(due(mailing.nextAt), now, mailing.perMinute), now });
    return { letter };
  });
