import { oneAct, type Ctx } from '#platform/context';
import { Round } from '#platform/database/round';
import { AppError } from '#platform/errors';
import { withMailbox, type Mailbox, type MailFolder, type UnreadMail } from '#platform/receiving/mailbox';
import { noteOutage } from '#platform/sending/outages';
import type { Services } from '#platform/services';
import { UnreadableMail } from './parse-mail.ts';
import { whileOnlyReader } from '../data/mail.queries.ts';
import { receiveMail, type MailNeeds, type MailOutcome } from './receive-mail.ts';
import { ourMail } from './our-mail.ts';

/** Mails of one round; the rest comes with the next. */
const MOST = 50;
/** What is larger is not fetched: mail servers take no more than 25 to 35 MB. */
const LARGEST_BYTES = 40 * 1024 * 1024;

const PLACES: Record<MailOutcome, MailFolder> = {
  ...{ ticket: 'taken', message: 'taken', bounce: 'taken', again: 'taken' },
  ...{ auto: 'left', loop: 'left', unknown: 'left', held: 'left' },
};

/** Somebody should look at a mail of which nothing came though a person may have written it. */
const isMarked = (outcome: MailOutcome): boolean => outcome === 'held' || outcome === 'unknown';

export type CollectNeeds = MailNeeds & Pick<Services, 'config'>;

/**
 * Reads what nobody has read in the mailbox of the library, some at a time; nothing where none is set up, or another process reads. A mail that cannot be read stops no other:
 * it is put aside, marked, and the round says in the end that something failed. What fails because the database or the disk is away waits.
 */
export async function collectMails(ctx: Ctx, needs: CollectNeeds, signal?: AbortSignal): Promise<void> {
  const { imapUrl } = needs.config;
  if (imapUrl === null) return;
  await whileOnlyReader(ctx.db, async () =>
    withMailbox(imapUrl, async (mailbox) => {
      const round = new Round(ctx, signal);
      await round.each((await mailbox.unread(MOST)).map(named), async (mail) => collectOne(ctx, needs, mailbox, mail));
      round.end();
    }),
  );
}

/** As the log names it. */
const named = ({ uid, bytes }: UnreadMail) => ({ id: uid, bytes });

async function collectOne(
  ctx: Ctx,
  needs: CollectNeeds,
  mailbox: Mailbox,
  { id, bytes }: { id: number; bytes: number },
): Promise<void> {
  if (bytes > LARGEST_BYTES) {
    await mailbox.putAway(id, 'left', { marked: true });
    throw new Error(`a mail of ${bytes} bytes is put aside unread`);
  }
  const source = await mailbox.source(id);
  if (source === null) return;
  const outcome = await received(ctx, needs, source);
  if (outcome instanceof Error) {
    await mailbox.putAway(id, 'left', { marked: true });
    throw outcome;
  }
  await mailbox.putAway(id, PLACES[outcome], { marked: isMarked(outcome) });
  if (PLACES[outcome] === 'left') process.stderr.write(`jobs: ${ctx.requestId}: mail ${id} is put aside: ${outcome}\n`);
}

/** SQLSTATE 22 and 23: the database does not take what a mail says. */
const OF_MAIL = /^2[23]/;

/** Whether it has nothing to do with the mail: the database or the disk is away, or others were in the way. */
function isOfTheHouse(error: unknown): boolean {
  if (error instanceof UnreadableMail || !(error instanceof Error)) return false;
  if (error instanceof AppError) return error.status >= 500;
  if (noteOutage(error, 'work')) return true;
  return 'code' in error && typeof error.code === 'string' && !OF_MAIL.test(error.code);
}

/** @returns the error of a mail that will fail the next time as well. Throws what has nothing to do with the mail. */
async function received(ctx: Ctx, needs: CollectNeeds, source: Buffer): Promise<MailOutcome | Error> {
  try {
    return await receiveMail(oneAct(ctx), needs, source, ourMail(needs.config));
  } catch (error) {
    if (isOfTheHouse(error)) throw error;
    return error instanceof Error ? error : new Error(String(error));
  }
}
