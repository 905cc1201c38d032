import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { countAttempt } from '#platform/requests/rate-limit';
import type { Secrets } from '#platform/rights/secrets';
import { countContact } from '../people/send-ticket.ts';
import type { MailSender } from './rules/sender-of.ts';

/** Mails of one sender that become something. */
const PER_SENDER = { limit: 20, windowSeconds: 3600 };
/** All that is told of arrivals: to addresses that somebody made up no more goes out. */
const TOLD = { limit: 200, windowSeconds: 3600 };

/** Whether something was refused because there was too much of it. */
export const isTooMany = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'platform.too_many_requests';

/** Counts a mail of a sender, whose address stands nowhere for that. Throws `platform.too_many_requests`. */
export async function countSender(ctx: Ctx, secrets: Secrets, { addresses }: MailSender): Promise<void> {
  const sender = secrets.mac('ticket-mail-sender', addresses.at(-1) ?? '').toString('base64url');
  await countAttempt(ctx, `ticket-mail:${sender}`, PER_SENDER);
}

/** Whether somebody is told that their mail came: one address and all together so often and no more, so that two programs get no talk going. */
export async function mayTell(ctx: Ctx, contact: string): Promise<boolean> {
  try {
    await countContact(ctx, contact);
    await countAttempt(ctx, 'ticket-mail-told', TOLD);
    return true;
  } catch (error) {
    if (isTooMany(error)) return false;
    throw error;
  }
}
