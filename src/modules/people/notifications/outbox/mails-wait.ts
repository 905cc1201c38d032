import { applicantMailsWait } from '#modules/people/members';
import type { Db } from '#platform/database/db';
import { mailsAreDue } from '../data/waiting.queries.ts';

/**
 * Does anybody wait for a mail of their own just now: a reminder, a receipt, a code? What is sent to many asks before each mail, and lets
 * these go first.
 */
export const mailsWait = async (db: Db, now: Date): Promise<boolean> =>
  (await mailsAreDue(db, now)) || applicantMailsWait(db, now);
