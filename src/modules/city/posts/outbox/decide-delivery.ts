import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { findDelivery, lockFreeDelivery, updateDelivery, type DeliveryRow } from '../data/deliveries.queries.ts';
import { findPost, lockPost, type PostRow } from '../data/posts.queries.ts';
import { postErrors } from '../errors.ts';
import type { DeliveryState } from '../rules/terms.ts';
import { decisionInput, type DecisionInput } from '../schema.ts';
import { lookFor } from './look-for.ts';
import { deliveryEntity } from './note-outcome.ts';
import { BY_HAND, type OutboxNeeds } from './ways.ts';

type Decision = 'is_there' | 'send_again' | 'send_anyway' | 'leave';

/** From where a person may say what. */
const FROM: Record<Decision, readonly DeliveryState[]> = {
  is_there: ['unknown', 'failed'],
  send_again: ['unknown', 'failed'],
  send_anyway: ['stopped'],
  leave: ['unknown', 'failed', 'stopped', 'waiting', 'retry'],
};

/**
 * Holds a delivery for whoever sends. Throws `posts.delivery_not_found`, `is_sending`.
 * @param how `whole`: with its post; `alone` for what takes as long as a channel takes: nobody who writes shall wait for that
 */
export async function heldDelivery(
  trx: Tx,
  ctx: Ctx,
  id: number,
  how: 'whole' | 'alone',
): Promise<{ post: PostRow; delivery: DeliveryRow }> {
  const found = await findDelivery(trx, id);
  const post = found && (await (how === 'whole' ? lockPost : findPost)(trx, found.postId));
  if (!post) throw postErrors.deliveryNotFound();
  authorize(ctx, 'posts.send', post.libraryId);
  const delivery = await lockFreeDelivery(trx, id);
  if (!delivery) throw postErrors.isSending();
  return { post, delivery };
}

/** What a person has shared, and said so, counts as sent from then on. */
const isByHand = ({ kind, state }: DeliveryRow): boolean => BY_HAND.includes(kind) && state === 'waiting';

/**
 * A person says what became of a delivery: it stands there, it does not and goes again, it goes although it was stopped, or it is left. Of what is
 * shared by hand `is_there` is the answer. Needs `posts.send`. Throws `posts.delivery_not_found`, `state_forbids`, `is_sending`, `platform.invalid_input`.
 */
export async function decideDelivery(ctx: Ctx, id: number, input: DecisionInput): Promise<void> {
  authorizeAnywhere(ctx, 'posts.send');
  const { decision, url } = parseInput(decisionInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const { post, delivery } = await heldDelivery(trx, ctx, id, 'whole');
    const shared = decision === 'is_there' && isByHand(delivery);
    // what may be there is settled though its post was cancelled since
    const isSettled =
      (decision === 'is_there' || decision === 'leave') &&
      (delivery.state === 'unknown' || delivery.state === 'failed');
    if (!(post.state === 'scheduled' || isSettled) || !(shared || FROM[decision].includes(delivery.state)))
      throw postErrors.stateForbids({ state: delivery.state });
    const now = ctx.clock.now();
    const decided = { decidedBy: actorName(ctx.actor), decidedAt: now };
    const after = {
      is_there: {
        state: 'sent',
        doneAt: now,
        nextAt: null,
        remoteUrl: url || delivery.remoteUrl,
        code: '',
        detail: '',
      },
      send_again: { state: 'waiting', nextAt: now, attempts: 0, looked: 0 },
      // that it is late says nothing of what is called off later
      send_anyway: { state: 'waiting', nextAt: now, anyway: delivery.anyway || delivery.code === 'subject_gone' },
      leave: { state: 'cancelled', nextAt: null },
    }[decision];
    await updateDelivery(trx, id, { ...decided, ...after });
    await recordAudit(trx, ctx, {
      ...{ action: 'post.decided', ...deliveryEntity(delivery, post.libraryId) },
      ...{ before: { state: delivery.state }, after: { state: after.state, decision } },
    });
  });
}

/** Looks at once whether what nobody knows of stands there. Needs `posts.send`. Throws as {@link decideDelivery}. @returns whether it is known now */
export async function lookNow(ctx: Ctx, needs: OutboxNeeds, id: number): Promise<boolean> {
  authorizeAnywhere(ctx, 'posts.send');
  return ctx.db.transaction().execute(async (trx) => {
    const { delivery } = await heldDelivery(trx, ctx, id, 'alone');
    if (delivery.state !== 'unknown') throw postErrors.stateForbids({ state: delivery.state });
    return lookFor(trx, ctx, needs, delivery);
  });
}
