import type { PublishOutcome } from '#modules/city/channels';
import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { updateDelivery, type DeliveryRow } from '../data/deliveries.queries.ts';
import { nextLook, nextTry } from '../rules/next-try.ts';
import { MOST_ATTEMPTS } from '../rules/terms.ts';

const DETAIL_LENGTH = 500;

/** What a delivery says in the trace. */
export const deliveryEntity = ({ id }: Pick<DeliveryRow, 'id'>, libraryId: number) => ({
  ...{ entity: 'post_delivery', entityId: id, libraryId },
});

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
  if (outcome.state === 'retry' && delivery.attempts < MOST_ATTEMPTS) {
    const nextAt = nextTry(now, delivery.attempts, outcome.afterSeconds);
    // a channel that asks for a pause asks it of the whole account
    const paused = outcome.afterSeconds === undefined ? {} : { pausedUntil: nextAt };
    await updateDelivery(trx, delivery.id, { ...said, ...paused, state: 'retry', nextAt });
    return;
  }
  const state = outcome.state === 'unknown' ? 'unknown' : 'failed';
  const nextAt = state === 'unknown' ? nextLook(now, 0) : null;
  await updateDelivery(trx, delivery.id, { ...said, state, nextAt, looked: 0, doneAt: now });
  const after = { state, code: outcome.code };
  await (state === 'unknown'
    ? recordAudit(trx, ctx, { action: 'post.unknown', ...about, after })
    : recordAudit(trx, ctx, { action: 'post.failed', ...about, after }));
}
