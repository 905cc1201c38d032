import { setTimeout as pause } from 'node:timers/promises';
import { mailsWait } from '#modules/people/notifications';
import { waitingJump, watchClock } from '#platform/clock-watch';
import { selectEmptied } from '../data/claiming.queries.ts';
import { markInterrupted, skipCancelled } from '../data/letters.queries.ts';
import { countLetters, lockMailing, updateState } from '../data/mailings.queries.ts';
import { messageMark } from '../message-ids.ts';
import { claimLetter } from './claim-letter.ts';
import type { MailingNeeds } from './needs.ts';
import { sendLetter } from './send-letter.ts';

/** After this long, whoever took a mail is gone: every mail server has answered or been given up by then. */
const GONE_AFTER_MINUTES = 10;
/** Mails that are on their way at the same time, in one process: each by a connection of its own, which stays open for the next. */
export const LANES = 3;
/** Milliseconds after which a lane that waits looks again: at what was paused or called off, at mails that go first, at the end. */
const LOOK = 500;
/** So often it looks whether those that go first are through, then it leaves it to the next minute. */
const MOST_LOOKS = 120;
/** Whoever would have to wait longer leaves it to the next minute, in milliseconds. */
const MOST_WAIT = 30_000;

/**
 * Sends what is due of all mailings, at their pace, and never before mails for which somebody waits. A mail whose process died while it
 * had a connection is `unknown` and left to people; all others wait in their rows for whoever comes next.
 * @returns how many mails were taken
 */
export async function sendLetters(needs: MailingNeeds, signal?: AbortSignal): Promise<number> {
  const { db, clock, mailer } = needs;
  const now = clock.now();
  await skipCancelled(db, now);
  // by a date that nobody has accepted nothing is sent, and nobody is taken for gone
  if ((await watchClock(needs)) !== null) return 0;
  await markInterrupted(db, new Date(now.getTime() - GONE_AFTER_MINUTES * 60_000), now);
  let taken = 0;
  if (mailer.available) {
    const lanes = await Promise.all(Array.from({ length: LANES }, async () => sendLane(needs, signal)));
    taken = lanes.reduce((sum, count) => sum + count, 0);
  }
  await endEmptied(needs);
  return taken;
}

async function sendLane(needs: MailingNeeds, signal?: AbortSignal): Promise<number> {
  const { db, clock, secrets, rest = async (milliseconds: number) => pause(milliseconds) } = needs;
  let taken = 0;
  let stoodBack = 0;
  while (!signal?.aborted && stoodBack < MOST_LOOKS) {
    if ((await waitingJump(db)) !== null) break;
    if (await mailsWait(db, clock.now())) {
      stoodBack += 1;
      await rest(LOOK);
      continue;
    }
    stoodBack = 0;
    const claim = await claimLetter(db, clock.now(), (about) => messageMark(secrets, about));
    if (claim === null) break;
    if ('wait' in claim) {
      if (claim.wait > MOST_WAIT) break;
      await rest(Math.min(claim.wait, LOOK));
      continue;
    }
    taken += 1;
    await sendLetter(needs, claim.letter);
  }
  return taken;
}

/** A mailing of which no mail is left is over. */
async function endEmptied({ db, clock }: MailingNeeds): Promise<void> {
  for (const id of await selectEmptied(db)) {
    await db.transaction().execute(async (trx) => {
      const held = await lockMailing(trx, id);
      // counted anew now that nobody takes or decides anything: a mail may have been sent again since
      const counts = (await countLetters(trx, [id])).get(id);
      if (held?.state !== 'sending' || !counts || counts.waiting + counts.sending > 0) return;
      await updateState(trx, id, { state: 'done', doneAt: clock.now() });
    });
  }
}
