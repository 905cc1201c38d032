import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { isStorable } from '#platform/requests/bounds';
import { insertStop, updateSubscriber, type SubscriberRow } from '../data/subscribers.queries.ts';
import type { StopWhy } from '../rules/terms.ts';
import { applyReading, applyTopics, type SaidBy } from './apply-choice.ts';
import { heldSubscriber } from './held-subscriber.ts';

const DETAIL_LENGTH = 500;

/**
 * Stops all letters to a subscriber whose row the caller holds, with its trace. What comes back from a mail server takes back no consent: it says that
 * nothing arrives, and letters come again when the mailbox confirms anew.
 * @returns false where they had stopped
 */
export async function stopHeld(
  trx: Tx,
  ctx: Ctx,
  held: SubscriberRow,
  { why, detail = '', channel }: { why: StopWhy; detail?: string; channel: SaidBy },
): Promise<boolean> {
  if (held.stoppedAt !== null) return false;
  const at = ctx.clock.now();
  if (why !== 'bounced') {
    await applyTopics(trx, ctx, held, { topicIds: [], channel });
    await applyReading(trx, ctx, held, { reading: false, channel });
  }
  await updateSubscriber(trx, held.id, { stoppedAt: at, stopWhy: why, stopDetail: detail });
  await insertStop(trx, { addressHash: held.addressHash, why, at });
  await recordAudit(trx, ctx, {
    ...{ action: 'letter_subscriber.stopped', entity: 'letter_subscriber', entityId: held.id },
    ...{ subjectId: held.memberId, after: { why } },
  });
  return true;
}

/**
 * Stops an address to which nothing arrives, or which complains: for whoever reads what comes back. In the caller's transaction, no permission
 * is asked. @returns false where nobody gets letters there
 */
export async function stopAddress(
  trx: Tx,
  ctx: Ctx,
  input: { email: string; why: 'bounced' | 'complained'; detail: string },
): Promise<boolean> {
  const email = input.email.trim().toLowerCase();
  if (!isStorable(email)) return false;
  const held = await heldSubscriber(trx, { email });
  if (!held) return false;
  // what a foreign server says is kept as far as it can be: it never holds up the stop
  const detail = input.detail.replaceAll('\0', '').slice(0, DETAIL_LENGTH).toWellFormed().trim();
  return stopHeld(trx, ctx, held, { why: input.why, detail, channel: 'email' });
}
