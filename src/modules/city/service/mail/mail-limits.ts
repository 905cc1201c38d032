import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { countAttempt, mayAttempt, refuseSpent } from '#platform/requests/rate-limit';
import type { Secrets } from '#platform/rights/secrets';
import type { Ticket } from '../data/tickets.queries.ts';
import type { MailSender } from './rules/sender-of.ts';

/** Mails of one sender that become something. */
const PER_SENDER = { limit: 20, windowSeconds: 3600 };
/** To one address no more goes out for its mails; what forms tell it is counted apart, so that nobody who writes in a name silences a form. */
const TOLD_ONE = { limit: 6, windowSeconds: 3600 };
/** Failures that are noted on one ticket. */
const BOUNCES = { limit: 3, windowSeconds: 86_400 };
/** All that is told of arrivals: to addresses that somebody made up no more goes out. */
const TOLD = { limit: 200, windowSeconds: 3600 };

/** Whether something was refused because there was too much of it. */
export const isTooMany = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'platform.too_many_requests';

const keyOf = (secrets: Secrets, { author, contact }: MailSender): string =>
  `ticket-mail:${secrets.mac('ticket-mail-sender', author || contact).toString('base64url')}`;

/** Refuses as {@link countSender} who has sent enough, and counts nothing: before work that may have to be done again. */
export async function refuseSender(ctx: Ctx, secrets: Secrets, sender: MailSender): Promise<void> {
  await refuseSpent(ctx, keyOf(secrets, sender), PER_SENDER);
}

/**
 * Counts a mail of a sender, whose address stands nowhere for that: in the transaction that makes something of it, so that a mail that waits and is tried
 * again counts once. Throws `platform.too_many_requests`.
 */
export async function countSender(ctx: Ctx, secrets: Secrets, sender: MailSender): Promise<void> {
  await countAttempt(ctx, keyOf(secrets, sender), PER_SENDER);
}

/** Whether somebody is told that their mail came: one address and all together so often and no more, so that two programs get no talk going. */
export async function mayTell(ctx: Ctx, secrets: Secrets, contact: string): Promise<boolean> {
  const known = secrets.mac('ticket-mail-sender', contact).toString('base64url');
  if (!(await mayAttempt(ctx, `ticket-mail-told:${known}`, TOLD_ONE))) return false;
  return mayAttempt(ctx, 'ticket-mail-told', TOLD);
}

/** Whether a failure is noted on its ticket: whoever has seen one mail of ours can report it as failed without end. */
export const mayNoteBounce = async (ctx: Ctx, { id }: Ticket): Promise<boolean> =>
  mayAttempt(ctx, `ticket-mail-bounced:${id}`, BOUNCES);
