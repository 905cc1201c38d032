import pg from 'pg';
import { mainLibrary } from '#modules/ground/libraries';
import { oneAct, type Ctx } from '#platform/context';
import { Round } from '#platform/database/round';
import { AppError } from '#platform/errors';
import { withMailbox, type Mailbox, type MailFolder, type UnreadMail } from '#platform/receiving/mailbox';
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
  ...{ ticket: 'taken', message: 'taken', bounce: 'taken', again: 'taken', filed: 'taken' },
  ...{ auto: 'left', list: 'left', loop: 'left', unknown: 'left', held: 'left', refused: 'left' },
};

/** Somebody should look at a mail of which nothing came though a person may have written it. */
const MARKED: readonly MailOutcome[] = ['held', 'refused', 'unknown', 'list', 'loop'];

export type CollectNeeds = MailNeeds & Pick<Services, 'config'>;

/**
 * Reads what nobody has read in the mailbox of the library, some at a time; nothing where none is set up, no library answers yet, or another process
 * reads. A mail that cannot be read stops no other: it is put aside, marked, and the round says in the end that something failed. What fails for
 * any reason but the mail itself (the database or the disk is away, the server stops) waits.
 */
export async function collectMails(ctx: Ctx, needs: CollectNeeds, signal?: AbortSignal): Promise<void> {
  const { imapUrl } = needs.config;
  if (imapUrl === null || (await mainLibrary(ctx)) === null) return;
  await whileOnlyReader(ctx.db, async () =>
    withMailbox(imapUrl, async (mailbox) => {
      const round = new Round(ctx, signal);
      await round.each((await mailbox.unread(MOST)).map(named), async (mail) =>
        collectOne(ctx, needs, { mailbox, signal }, mail),
      );
      round.end();
    }),
  );
}

/** As the log names it. */
const named = ({ uid, ...rest }: UnreadMail) => ({ id: uid, ...rest });

async function collectOne(
  ctx: Ctx,
  needs: CollectNeeds,
  { mailbox, signal }: { mailbox: Mailbox; signal: AbortSignal | undefined },
  { id, bytes, arrivedAt }: { id: number; bytes: number; arrivedAt: Date },
): Promise<void> {
  if (bytes > LARGEST_BYTES) {
    await mailbox.putAway(id, 'left', { marked: true });
    throw new Error(`a mail of ${bytes} bytes is put aside unread`);
  }
  const source = await mailbox.source(id);
  if (source === null) return;
  const isOld = ctx.clock.now().getTime() - arrivedAt.getTime() > WAITS_MS;
  const outcome = await received(ctx, needs, source, { signal, isOld });
  if (outcome instanceof Error) {
    await mailbox.putAway(id, 'left', { marked: true });
    throw outcome;
  }
  await mailbox.putAway(id, PLACES[outcome], { marked: MARKED.includes(outcome) });
  if (PLACES[outcome] === 'left') process.stderr.write(`jobs: ${ctx.requestId}: mail ${id} is put aside: ${outcome}\n`);
}

/** What has failed for so long is put aside for people, lest it keeps back what came after it. */
const WAITS_MS = 3 * 86_400_000;

/** SQLSTATE 22 and 23: the database does not take what a mail says. */
const OF_MAIL = /^2[23]/;

/**
 * Whether the mail itself is the reason, so that the next time would fail as well. Only what is known for that: a mail put aside for a database that was busy
 * is lost to everybody, one that is tried again costs a line in the log.
 */
function isOfMail(error: unknown): boolean {
  if (error instanceof AppError) return error.status < 500;
  if (error instanceof pg.DatabaseError) return OF_MAIL.test(error.code ?? '');
  return error instanceof UnreadableMail || error instanceof TypeError || error instanceof RangeError;
}

/** @returns the error of a mail that will fail the next time as well. Throws what has nothing to do with the mail. */
async function received(
  ctx: Ctx,
  needs: CollectNeeds,
  source: Buffer,
  { signal, isOld }: { signal: AbortSignal | undefined; isOld: boolean },
): Promise<MailOutcome | Error> {
  try {
    return await receiveMail(oneAct(ctx), needs, source, ourMail(needs.config));
  } catch (error) {
    // while everything ends anything may break
    if (signal?.aborted || !(error instanceof Error) || !(isOld || isOfMail(error))) throw error;
    return error;
  }
}
