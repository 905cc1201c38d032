import { oneAct, systemCtx } from '#platform/context';
import { refusalTakenByModules } from '#platform/receiving/mail-takers';
import { MailError, type Mail } from '#platform/sending/mail';
import { findText, type TakenLetter } from '../data/claiming.queries.ts';
import { endLetter, postponeLetter } from '../data/letters.queries.ts';
import { clearFailures, holdPace, lockPace } from '../data/pace.queries.ts';
import { composeMail } from '../rules/compose-mail.ts';
import { hostOf, mailingId } from '../rules/mailing-id.ts';
import { mailDelay, MOST_ATTEMPTS, serverDelay } from '../rules/retry.ts';
import type { MailingNeeds } from './needs.ts';

const MOST_DETAIL = 500;
const SENDER = 'mailings.send';

/** Sends one mail that was taken, and writes down what came of it. Never throws. */
export async function sendLetter(needs: MailingNeeds, letter: TakenLetter): Promise<void> {
  const progress = { handedOver: false };
  try {
    await send(needs, letter, progress);
  } catch (error) {
    process.stderr.write(`mailings: mail ${letter.id}: ${error instanceof Error ? error.stack : String(error)}\n`);
    // what the mail server was not given is tried again; the rest is left as it is and counts as in doubt after a while
    if (!progress.handedOver) await tryLater(needs, letter, error).catch(() => undefined);
  }
}

/** A fault of ours before the mail server had the mail (a database that was away). */
async function tryLater({ db, clock }: MailingNeeds, letter: TakenLetter, error: unknown): Promise<void> {
  const at = new Date(clock.now().getTime() + mailDelay(letter.attempts));
  await postponeLetter(db, letter, { at, outcome: 'our_fault', detail: wordsOf(error), uncount: true });
}

async function send(needs: MailingNeeds, letter: TakenLetter, progress: { handedOver: boolean }): Promise<void> {
  const { db, clock, mailer } = needs;
  const text = await findText(db, letter.mailingId, letter.language);
  if (!text) throw new Error('a mailing without a text');
  const { subscriberId } = letter;
  const wanted = await needs.mayStillReceive(db, [subscriberId], text.topicIds, clock.now(), letter.mailingId);
  if (!wanted.has(subscriberId)) {
    await endLetter(db, letter, { state: 'skipped', outcome: 'no_consent', detail: null, at: clock.now() });
    return;
  }
  progress.handedOver = true;
  try {
    const { response } = await mailer.send(mailOf(needs, letter, text));
    await endLetter(db, letter, {
      state: 'sent',
      outcome: 'accepted',
      detail: response.slice(0, MOST_DETAIL),
      at: clock.now(),
    });
    await clearFailures(db);
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    await writeTrouble(needs, letter, error);
  }
}

const messageIdOf = (letter: TakenLetter, host: string): string =>
  mailingId({ mailingId: letter.mailingId, deliveryId: letter.id }, letter.mark, host);

function mailOf(
  { config }: MailingNeeds,
  letter: TakenLetter,
  text: { subject: string; html: string; text: string },
): Mail {
  const host = hostOf(config.mailFrom);
  return {
    to: letter.email,
    ...composeMail(text, letter),
    messageId: messageIdOf(letter, host),
    unsubscribeUrl: letter.unsubscribeUrl,
    list: { id: `surat.${host}`, name: 'Surat kabar perpustakaan' },
  };
}

async function writeTrouble(needs: MailingNeeds, letter: TakenLetter, error: MailError): Promise<void> {
  const { db, clock } = needs;
  const at = clock.now();
  const detail = wordsOf(error);
  if (error.kind === 'unknown') {
    await endLetter(db, letter, { state: 'unknown', outcome: 'no_answer', detail, at });
  } else if (error.kind === 'refused') {
    await endRefused(needs, letter, error);
  } else if (!error.aboutTheMail) {
    await holdAll(needs, letter, detail);
  } else if (letter.attempts >= MOST_ATTEMPTS) {
    await endLetter(db, letter, { state: 'refused', outcome: 'gave_up', detail, at });
  } else {
    const next = new Date(at.getTime() + mailDelay(letter.attempts));
    await postponeLetter(db, letter, { at: next, outcome: 'put_off', detail });
  }
}

/**
 * The server will never take it. What that says of the address is for whoever stops addresses, who hears of it in the same transaction and first:
 * a subscriber is held before their mails, as where somebody is forgotten.
 */
async function endRefused(needs: MailingNeeds, letter: TakenLetter, error: MailError): Promise<void> {
  const { db, clock, secrets, config } = needs;
  const { answer } = error;
  await db.transaction().execute(async (trx) => {
    const ctx = oneAct(systemCtx(trx, clock, SENDER));
    if (answer) {
      const messageId = messageIdOf(letter, hostOf(config.mailFrom));
      await refusalTakenByModules(trx, ctx, { secrets }, { messageId, answer });
    }
    const at = ctx.clock.now();
    await endLetter(trx, letter, { state: 'refused', outcome: 'refused', detail: wordsOf(error), at });
  });
}

/** The server was not reached: that is nothing about this mail, and the next one would fare no better. */
async function holdAll({ db, clock }: MailingNeeds, letter: TakenLetter, detail: string): Promise<void> {
  const at = clock.now();
  await db.transaction().execute(async (trx) => {
    const pace = await lockPace(trx);
    const failures = pace.failures + 1;
    const nextAt = new Date(at.getTime() + serverDelay(failures));
    await holdPace(trx, { nextAt, failures, failureDetail: detail });
    await postponeLetter(trx, letter, { at, outcome: 'not_reached', detail, uncount: true });
  });
}

const wordsOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replaceAll('\0', '').slice(0, MOST_DETAIL);
