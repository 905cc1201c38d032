import { recordAudit } from '#modules/ground/audit';
import type { FoundOutcome } from '#modules/city/channels';
import { oneAct, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { lockDelivery, updateDelivery, type DeliveryRow } from '../data/deliveries.queries.ts';
import { allowLongCall } from '../data/patience.queries.ts';
import { isAnothers, takeUnknown } from '../data/outbox.queries.ts';
import { findPost, lockPost } from '../data/posts.queries.ts';
import { nextLook } from '../rules/next-try.ts';
import { MOST_ATTEMPTS, MOST_LOOKS } from '../rules/terms.ts';
import { messageOf } from './message-of.ts';
import { deliveryEntity, stateOfUnsent } from './note-outcome.ts';
import type { OutboxNeeds } from './ways.ts';

const MOST_AT_ONCE = 50;
/** The clock of a channel need not be ours. */
const SKEW = 10 * 60_000;
/** A channel may be at it still, or show it only after a while: that it is not there yet says nothing so soon. */
const SETTLED = 3 * 60_000;

async function ask(trx: Tx, needs: OutboxNeeds, delivery: DeliveryRow): Promise<FoundOutcome> {
  const post = await findPost(trx, delivery.postId);
  if (!post) return { state: 'cannot_tell' };
  const message = await messageOf(trx, needs, { post, delivery, text: delivery.sentText ?? '' });
  if (message === null) return { state: 'cannot_tell' };
  const since = new Date((delivery.startedAt ?? post.createdAt).getTime() - SKEW);
  try {
    return await needs.ways.find(trx, delivery.accountId, message, since);
  } catch {
    // that it could not be asked says nothing of what is there
    return { state: 'cannot_tell' };
  }
}

/** Writes what was found of a delivery that is held. @returns whether it is known now */
export async function noteFound(trx: Tx, ctx: Ctx, delivery: DeliveryRow, found: FoundOutcome): Promise<boolean> {
  const now = ctx.clock.now();
  const isEarly = delivery.startedAt !== null && now.getTime() - delivery.startedAt.getTime() < SETTLED;
  if (found.state === 'not_there' && isEarly) return false;
  const post = await lockPost(trx, delivery.postId);
  const about = { ...deliveryEntity(delivery, post?.libraryId ?? 0), before: { state: delivery.state } };
  // what went out at another time may have the same words
  const isOurs = found.state === 'there' && !(await isAnothers(trx, delivery, found.remoteId));
  if (found.state === 'there' && isOurs) {
    const { remoteId, url } = found;
    await updateDelivery(trx, delivery.id, {
      ...{ state: 'sent', remoteId, remoteUrl: url, doneAt: now, nextAt: null, code: '', detail: '' },
    });
    await recordAudit(trx, ctx, { action: 'post.found', ...about, after: { state: 'sent', url } });
    return true;
  }
  if (found.state !== 'not_there') {
    const looked = delivery.looked + 1;
    await updateDelivery(trx, delivery.id, { looked, nextAt: nextLook(now, looked) });
    return false;
  }
  // the channel says for certain that it is not there
  const unsent = stateOfUnsent(post);
  const state = unsent === 'retry' && delivery.attempts >= MOST_ATTEMPTS ? 'failed' : unsent;
  await updateDelivery(trx, delivery.id, { state, nextAt: state === 'retry' ? now : null, looked: 0 });
  await recordAudit(trx, ctx, { action: 'post.not_found', ...about, after: { state } });
  return true;
}

/** Asks the channel of one that is held. */
export async function lookFor(trx: Tx, ctx: Ctx, needs: OutboxNeeds, delivery: DeliveryRow): Promise<boolean> {
  await allowLongCall(trx);
  return noteFound(trx, ctx, delivery, await ask(trx, needs, delivery));
}

/** Looks for what may be there, where the channel can be asked. @returns how many are known now */
export async function lookForUnknown(ctx: Ctx, needs: OutboxNeeds, signal?: AbortSignal): Promise<number> {
  const seen: number[] = [];
  let known = 0;
  while (seen.length < MOST_AT_ONCE && !signal?.aborted) {
    const act = oneAct(ctx);
    const looked = await act.db.transaction().execute(async (trx) => {
      const row = await takeUnknown(trx, { now: act.clock.now(), mostLooks: MOST_LOOKS, skip: seen });
      const delivery = row && (await lockDelivery(trx, row.id));
      return delivery ? { id: delivery.id, known: await lookFor(trx, act, needs, delivery) } : null;
    });
    if (!looked) break;
    seen.push(looked.id);
    if (looked.known) known += 1;
  }
  return known;
}
