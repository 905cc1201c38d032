import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { authorize, authorizeAnywhere, grantedLibraries } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { decodeCursor, toPage } from '#platform/requests/http';
import type { Jobs } from '#platform/background/jobs';
import type { Secrets } from '#platform/rights/secrets';
import {
  claimMessage,
  mailsAreDue,
  endMessage,
  endStaleMessages,
  findByHand,
  insertApplicantMessage,
  putBack,
  selectByHand,
  type ApplicantChannel,
  type ApplicantMessageEnd,
  type ApplicantMessageKind,
} from '../data/applicant-messages.queries.ts';
import { memberErrors } from '../errors.ts';

/** Somebody who has no card yet is to be told something; whoever can send listens here. */
export const APPLICANT_QUEUE = 'members.applicant-messages';
export const APPLICANT_PURPOSE = 'applicant-message';
/** After this long, whoever took a message is gone. */
const GONE_AFTER_MINUTES = 10;
const BY_HAND_AT_ONCE = 50;

const words = z.object({
  /** A mail address, or a telephone number in international form. */
  to: z.string(),
  language: z.enum(['id', 'en']),
  subject: z.string(),
  text: z.string(),
});
/** What is said to somebody without a card, and where. */
export type ApplicantWords = z.output<typeof words>;

interface Sealed {
  messageKey: string;
  sealed: Buffer | null;
  keyId: string | null;
}
/** null where the keys of this installation do not open it (a backup brought elsewhere). */
function openWords(secrets: Secrets, { messageKey, sealed, keyId }: Sealed): ApplicantWords | null {
  if (sealed === null || keyId === null) return null;
  try {
    return words.parse(JSON.parse(secrets.open(APPLICANT_PURPOSE, messageKey, { keyId, bytes: sealed })));
  } catch {
    return null;
  }
}

/**
 * Hands a message to whoever sends, in the caller's transaction: it goes out exactly when what it says has happened. Address and words are
 * sealed and taken out as soon as it has ended, whatever came of it.
 */
export async function tellApplicant(
  trx: Tx,
  ctx: Ctx,
  { secrets, jobs }: { secrets: Secrets; jobs: Jobs },
  message: ApplicantWords & {
    registrationId: number;
    kind: ApplicantMessageKind;
    channel: Exclude<ApplicantChannel, 'phone'>;
    expiresAt: Date;
  },
): Promise<void> {
  const { registrationId, kind, channel, expiresAt, ...said } = message;
  const messageKey = randomUUID();
  const { keyId, bytes } = secrets.seal(APPLICANT_PURPOSE, messageKey, JSON.stringify(said));
  const now = ctx.clock.now();
  await insertApplicantMessage(trx, {
    registrationId,
    messageKey,
    kind,
    channel,
    sealed: bytes,
    keyId,
    createdAt: now,
    nextAttemptAt: now,
    expiresAt,
  });
  await jobs.enqueue(trx, APPLICANT_QUEUE, {});
}

/** A message that this process has taken to send. */
export interface TakenMessage extends ApplicantWords {
  id: number;
  /** The same for every attempt. */
  key: string;
  channel: ApplicantChannel;
  /** How many attempts there were, this one counted. */
  attempts: number;
}

/** Takes the next message that is due; null = there is none. Inside the house only. */
export async function takeApplicantMessage(db: Db, secrets: Secrets, now: Date): Promise<TakenMessage | null> {
  await endStaleMessages(db, now, new Date(now.getTime() - GONE_AFTER_MINUTES * 60_000));
  for (;;) {
    const row = await claimMessage(db, now);
    if (!row) return null;
    const said = openWords(secrets, row);
    if (said) return { ...said, id: row.id, key: row.messageKey, channel: row.channel, attempts: row.attempts };
    await endMessage(db, row.id, 'sending', { state: 'failed', outcome: 'refused', at: now });
  }
}

/** Does somebody without a card wait for a mail just now? */
export const applicantMailsWait = async (db: Db, now: Date): Promise<boolean> => mailsAreDue(db, now);

/** What came of a taken message: it has ended, or it is tried again (perhaps from the library's own telephone). */
export type ApplicantOutcome =
  | { state: Exclude<ApplicantMessageEnd, 'cancelled'>; outcome: string }
  | { state: 'again'; channel: ApplicantChannel; at: Date; outcome: string | null };

/** Writes down what came of a message that {@link takeApplicantMessage} gave. */
export async function noteApplicantMessage(db: Db, id: number, now: Date, what: ApplicantOutcome): Promise<void> {
  if (what.state === 'again') await putBack(db, id, what);
  else await endMessage(db, id, 'sending', { ...what, at: now });
}

/** A message that a librarian sends from the library's telephone. */
export interface ApplicantMessageByHand {
  id: number;
  registrationNumber: string;
  kind: ApplicantMessageKind;
  phone: string;
  text: string;
  libraryId: number;
  libraryName: string;
  since: Date;
}

/** What waits for the library's telephone, the oldest first, as many as a page shows. Permission as for {@link pageApplicantMessages}. */
export async function listApplicantMessages(ctx: Ctx, secrets: Secrets): Promise<ApplicantMessageByHand[]> {
  return (await pageApplicantMessages(ctx, secrets, { limit: BY_HAND_AT_ONCE })).data;
}

/** A page of what waits for the library's telephone, the oldest first. Permission `notices.send`; for some libraries: what is theirs. */
export async function pageApplicantMessages(
  ctx: Ctx,
  secrets: Secrets,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ data: ApplicantMessageByHand[]; next: string | null }> {
  authorizeAnywhere(ctx, 'notices.send');
  const within = grantedLibraries(ctx.actor, 'notices.send');
  const [afterId = 0] = decodeCursor(cursor, z.tuple([z.int()])) ?? [];
  const rows = await selectByHand(ctx.db, within, { now: ctx.clock.now(), afterId, limit: limit + 1 });
  const page = toPage(rows, limit, ({ id }) => [id]);
  const data = page.data.flatMap((row) => {
    const said = openWords(secrets, row);
    if (!said) return [];
    const { id, registrationNumber, kind, homeLibraryId: libraryId, libraryName, createdAt: since } = row;
    return [{ id, registrationNumber, kind, libraryId, libraryName, since, phone: said.to, text: said.text }];
  });
  return { data, next: page.next };
}

/**
 * A librarian has sent a message by hand, or does not send it; in both cases address and words go. Permission `notices.send` at the library
 * of the registration. Throws `members.message_gone` when somebody was quicker.
 */
export async function decideApplicantMessage(ctx: Ctx, id: number, decision: 'sent' | 'drop'): Promise<void> {
  authorizeAnywhere(ctx, 'notices.send');
  await ctx.db.transaction().execute(async (trx) => {
    const message = await findByHand(trx, id);
    if (!message) throw memberErrors.messageGone();
    authorize(ctx, 'notices.send', message.homeLibraryId);
    const done = await endMessage(trx, id, 'pending', {
      state: decision === 'sent' ? 'sent' : 'cancelled',
      outcome: 'by_hand',
      at: ctx.clock.now(),
      decidedBy: actorName(ctx.actor),
    });
    if (!done) throw memberErrors.messageGone();
    await recordAudit(trx, ctx, {
      action: 'registration.message_decided',
      entity: 'registration',
      entityId: message.registrationNumber,
      libraryId: message.homeLibraryId,
      after: { kind: message.kind, decision },
    });
  });
}
