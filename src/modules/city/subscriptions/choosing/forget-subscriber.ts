import { recordAudit } from '#modules/ground/audit';
import { withdrawGuestMessages } from '#modules/people/notifications';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { Secrets } from '#platform/rights/secrets';
import { deleteRequestsOf } from '../data/requests.queries.ts';
import { deleteSubscriber, insertStop, type SubscriberRow } from '../data/subscribers.queries.ts';
import { aboutRequest } from '../joining/confirm-mail.ts';
import { applyReading, applyTopics } from './apply-choice.ts';
import { byLink } from './held-subscriber.ts';
import { heldByLink } from './preferences.ts';

/** Takes back what waits to be sent of requests that go. */
export async function forgetRequests(trx: Tx, ctx: Ctx, by: { email: string } | { memberId: number }): Promise<void> {
  for (const id of await deleteRequestsOf(trx, by)) await withdrawGuestMessages(trx, ctx, aboutRequest(id));
}

/**
 * Forgets a subscriber whose row the caller holds: address, choices and requests go. The ledger keeps its lines under a key that leads nowhere, and
 * a keyed hash stays so that nobody writes there again.
 */
export async function forgetHeld(trx: Tx, ctx: Ctx, held: SubscriberRow): Promise<void> {
  await applyTopics(trx, ctx, held, { topicIds: [], channel: 'web' });
  await applyReading(trx, ctx, held, { reading: false, channel: 'web' });
  await insertStop(trx, { addressHash: held.addressHash, why: held.stopWhy ?? 'person', at: ctx.clock.now() });
  await forgetRequests(trx, ctx, { email: held.email });
  await deleteSubscriber(trx, held.id);
  await recordAudit(trx, ctx, {
    ...{ action: 'letter_subscriber.erased', entity: 'letter_subscriber', entityId: held.id },
    subjectId: held.memberId,
  });
}

/** A subscriber has their data deleted, by the own link. Throws `subscriptions.link_not_found`, also the second time. */
export async function forgetSubscriber(ctx: Ctx, secrets: Secrets, token: string): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    await forgetHeld(trx, byLink(ctx), await heldByLink(trx, secrets, token));
  });
}
