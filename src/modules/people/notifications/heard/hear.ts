import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { hasRoom } from '#platform/requests/rate-limit';
import type { Secrets } from '#platform/rights/secrets';
import { emptyHeard, insertHeard, isHeard, type HeardMessage } from '../data/heard.queries.ts';

/** Messages of one person that become something. */
const PER_SENDER = { limit: 20, windowSeconds: 3600 };
/** What nobody reads is answered once: two machines get no talk going. */
const HINTS = { limit: 1, windowSeconds: 3600 };

/** A name of whoever wrote that says nothing to anybody else. */
const senderKey = (secrets: Secrets, sender: string): string =>
  secrets.mac('chat-sender', sender).toString('base64url');

/**
 * Keeps what somebody wrote until it is taken, in the caller's transaction. Heard again, or by two processes at once, it is kept once.
 * @param key the carrier's id of the message
 */
export async function hear(
  trx: Tx,
  ctx: Ctx,
  secrets: Secrets,
  { key, sender, ...message }: HeardMessage & { key: string; sender: string },
): Promise<'heard' | 'again' | 'too_many'> {
  const hashes = secrets.macs('heard-message', `${message.channel} ${key}`);
  const [idHash] = hashes;
  if (!idHash) throw new Error('an installation without a key');
  if (await isHeard(trx, hashes)) return 'again';
  const heardAt = ctx.clock.now();
  const id = await insertHeard(trx, { ...message, idHash, heardAt });
  if (id === null) return 'again';
  if (await hasRoom({ ...ctx, db: trx }, `chat:${senderKey(secrets, sender)}`, PER_SENDER)) return 'heard';
  await emptyHeard(trx, id, heardAt);
  return 'too_many';
}

/** Whether somebody is told now why a message was not read: each reason once an hour. */
export const mayHint = async (
  trx: Tx,
  ctx: Ctx,
  secrets: Secrets,
  { sender, why }: { sender: string; why: string },
): Promise<boolean> => hasRoom({ ...ctx, db: trx }, `chat-hint:${why}:${senderKey(secrets, sender)}`, HINTS);
