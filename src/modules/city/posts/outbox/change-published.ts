import { limitsOf } from '#modules/city/channels/client';
import type { PublishOutcome } from '#modules/city/channels';
import { recordAudit } from '#modules/ground/audit';
import { getSetting } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { parseInput, requiredText } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { z } from 'zod';
import { updateDelivery, type DeliveryRow } from '../data/deliveries.queries.ts';
import { allowLongCall } from '../data/patience.queries.ts';
import { postErrors } from '../errors.ts';
import { BODY_LENGTH } from '../rules/terms.ts';
import { composeText } from '../rules/derive-text.ts';
import { materialOf } from '../writing/compose.ts';
import { subjectNow } from '../writing/subject-of.ts';
import { heldDelivery } from './decide-delivery.ts';
import { messageOf } from './message-of.ts';
import { deliveryEntity } from './note-outcome.ts';
import type { OutboxNeeds } from './ways.ts';

const words = z.object({ text: requiredText(BODY_LENGTH) });

/** What went out, by its name there. Throws `posts.state_forbids`. */
function standing({ state, remoteId }: DeliveryRow): string {
  if (state !== 'sent') throw postErrors.stateForbids({ state });
  if (remoteId === null) throw postErrors.cannotEdit();
  return remoteId;
}

/**
 * Throws `posts.channel_refused`: it is there as it was, or nobody knows; it may be asked again. After the transaction, so that what the channel
 * said of our permission is kept.
 */
function refuseUndone(outcome: PublishOutcome): void {
  if (outcome.state !== 'sent') throw postErrors.channelRefused({ why: outcome.code });
}

/**
 * Changes what stands at a channel, where it lets that be done; asked twice it is the same. Not where the network asks for a second person: nobody
 * else would have read it, so it is taken back and written anew. Needs `posts.send`. Throws `posts.delivery_not_found`, `cannot_edit`,
 * `unread_words`, `not_ready`, `channel_refused`, `state_forbids`.
 */
export async function changePublished(
  ctx: Ctx,
  needs: OutboxNeeds,
  id: number,
  input: { text: string },
): Promise<void> {
  authorizeAnywhere(ctx, 'posts.send');
  const { text: ownText } = parseInput(words, input);
  const outcome = await ctx.db.transaction().execute(async (trx) => {
    await allowLongCall(trx);
    const { post, delivery } = await heldDelivery(trx, ctx, id, 'alone');
    if (!limitsOf[delivery.kind].edits) throw postErrors.cannotEdit();
    if (await getSetting(trx, 'siteSecondPerson')) throw postErrors.unreadWords();
    const remoteId = standing(delivery);
    const now = await subjectNow({ ...ctx, db: trx }, post);
    const material = materialOf(post, { ...delivery, ownText }, now, needs.origin);
    const { text, problems } = composeText(delivery.kind, material);
    if (problems.length > 0) throw postErrors.notReady({ count: 1, channels: '' });
    const message = await messageOf(trx, needs, { post, delivery, text });
    if (message === null) throw postErrors.channelRefused({ why: 'picture_refused' });
    const changed = await needs.ways.edit(trx, delivery.accountId, remoteId, message);
    if (changed.state !== 'sent') return changed;
    await updateDelivery(trx, id, { ownText, sentText: text });
    await recordAudit(trx, ctx, { action: 'post.edited_there', ...deliveryEntity(delivery, post.libraryId) });
    return changed;
  });
  refuseUndone(outcome);
}

/** Takes back what stands at a channel, where it lets that be done. Needs `posts.send`. Throws as {@link changePublished}, `cannot_remove`. */
export async function removeFromChannel(ctx: Ctx, needs: OutboxNeeds, id: number): Promise<void> {
  authorizeAnywhere(ctx, 'posts.send');
  const outcome = await ctx.db.transaction().execute(async (trx) => {
    await allowLongCall(trx);
    const { post, delivery } = await heldDelivery(trx, ctx, id, 'alone');
    if (!limitsOf[delivery.kind].deletes) throw postErrors.cannotRemove();
    const remoteId = standing(delivery);
    const removed = await needs.ways.remove(trx, delivery.accountId, remoteId);
    if (removed.state !== 'sent') return removed;
    await updateDelivery(trx, id, { state: 'removed', remoteUrl: null, doneAt: ctx.clock.now() });
    await recordAudit(trx, ctx, {
      ...{ action: 'post.removed_there', ...deliveryEntity(delivery, post.libraryId) },
      ...{ before: { state: delivery.state }, after: { state: 'removed' } },
    });
    return removed;
  });
  refuseUndone(outcome);
}
