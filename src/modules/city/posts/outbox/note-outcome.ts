import type { PublishOutcome } from '#modules/city/channels';
import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { updateDelivery, type DeliveryRow } from '../data/deliveries.queries.ts';
import { lockPost, type PostRow } from '../data/posts.queries.ts';
import { nextLook, nextTry } from '../rules/next-try.ts';
import { MOST_ATTEMPTS } from '../rules/terms.ts';

const DETAIL_LENGTH = 500;

/** What a delivery says in the trace. */
export const deliveryEntity = ({ id }: Pick<DeliveryRow, 'id'>, libraryId: number) => ({
  ...{ entity: 'post_delivery', entityId: id, libraryId },
});

/** How what is not there stands by its post: only what is in the outbox is tried again. */
export function stateOfUnsent(post: Pick<PostRow, 'state'> | undefined): 'retry' | 'planned' | 'cancelled' {
  if (post?.state === 'scheduled') return 'retry';
  return post?.state === 'cancelled' ? 'cancelled' : 'planned';
}

/** Writes what became of an attempt, under the lock of the delivery. @param libraryId whose post it is */
export async function noteOutcome(
  trx: Tx,
  ctx: Ctx,
  delivery: DeliveryRow,
  { outcome, libraryId }: { outcome: PublishOutcome; libraryId: number },
): Promise<void> {
  const now = ctx.clock.now();
  const about = { ...deliveryEntity(delivery, libraryId), before: { state: delivery.state } };
  if (outcome.state === 'sent') {
    await updateDelivery(trx, delivery.id, {
      ...{ state: 'sent', remoteId: outcome.remoteId, remoteUrl: outcome.url, doneAt: now, nextAt: null },
      ...{ code: '', detail: '', pausedUntil: null },
    });
    await recordAudit(trx, ctx, { action: 'post.sent', ...about, after: { state: 'sent', url: outcome.url } });
    return;
  }
  const said = { code: outcome.code, detail: outcome.detail.slice(0, DETAIL_LENGTH) };
  // a channel that asks for a pause asks it of the whole account, also when this one is given up
  const nextTime = outcome.state === 'retry' ? nextTry(now, delivery.attempts, outcome.afterSeconds) : null;
  const paused = outcome.state === 'retry' && outcome.afterSeconds !== undefined ? { pausedUntil: nextTime } : {};
  if (outcome.state === 'retry' && delivery.attempts < MOST_ATTEMPTS) {
    // somebody may have cancelled it while the channel was asked
    const unsent = stateOfUnsent(await lockPost(trx, delivery.postId));
    const goesOn = unsent === 'retry' ? { ...said, nextAt: nextTime } : { code: '', detail: '', nextAt: null };
    await updateDelivery(trx, delivery.id, { ...paused, ...goesOn, state: unsent });
    return;
  }
  const state = outcome.state === 'unknown' ? 'unknown' : 'failed';
  const nextAt = state === 'unknown' ? nextLook(now, 0) : null;
  await updateDelivery(trx, delivery.id, { ...said, ...paused, state, nextAt, looked: 0, doneAt: now });
  const after = { state, code: outcome.code };
  await (state === 'unknown'
    ? recordAudit(trx, ctx, { action: 'post.unknown', ...about, after })
    : recordAudit(trx, ctx, { action: 'post.failed', ...about, after }));
}
