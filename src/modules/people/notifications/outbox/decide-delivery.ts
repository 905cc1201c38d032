import { recordAudit } from '#modules/ground/audit';
import { authorize, authorizeAnywhere, serves } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { optionalText, parseInput } from '#platform/requests/parse-input';
import { endDelivery } from '../data/deliveries.queries.ts';
import { findDelivery, requeue, type Delivery } from '../data/delivery-log.queries.ts';
import { noticeErrors } from '../errors.ts';
import { seenDelivery } from './seen-delivery.ts';

/**
 * `retry`: send a failed or unknown one again. `arrived`: an unknown one did arrive. `sent`: a message for a phone was sent by hand.
 * `drop`: it is not to be sent.
 */
export const deliveryDecisions = ['retry', 'arrived', 'sent', 'drop'] as const;
export type DeliveryDecision = (typeof deliveryDecisions)[number];

/**
 * What a person decides about a delivery. Needs `notices.send` at its library. Whoever drops one says why.
 * Throws `notices.delivery_not_found`, `notices.not_possible`, `platform.invalid_input` (reason).
 */
export async function decideDelivery(
  ctx: Ctx,
  id: number,
  decision: DeliveryDecision,
  reason: string | null = null,
): Promise<Delivery> {
  authorizeAnywhere(ctx, 'notices.send');
  const why = parseInput(optionalText(300), reason);
  if (decision === 'drop' && why === null) throw platformErrors.invalidInput({}, { reason: 'required' });
  return ctx.db.transaction().execute(async (trx) => {
    const before = await findDelivery(trx, id);
    if (!before) throw noticeErrors.deliveryNotFound();
    authorize(ctx, 'notices.send', before.libraryId);
    if (!serves(ctx.actor, 'notices.send', before.memberHomeLibraryId)) throw noticeErrors.deliveryNotFound();
    const at = ctx.clock.now();
    const by = { outcomeDetail: before.outcomeDetail, at, decidedBy: actorName(ctx.actor) };
    const byPhone = before.channel === 'phone';
    let done = false;
    switch (decision) {
      case 'retry':
        done = !byPhone && (await requeue(trx, id, ['failed', 'unknown'], at));
        break;
      case 'arrived':
        done = await endDelivery(trx, id, ['unknown'], { ...by, state: 'sent', outcome: 'confirmed' });
        break;
      case 'sent':
        done = byPhone && (await endDelivery(trx, id, ['pending'], { ...by, state: 'sent', outcome: 'by_hand' }));
        break;
      case 'drop':
        done = await endDelivery(trx, id, ['pending', 'unknown'], {
          ...by,
          state: 'cancelled',
          outcome: 'by_hand',
          outcomeDetail: why,
        });
    }
    if (!done) throw noticeErrors.notPossible();
    await recordAudit(trx, ctx, {
      action: 'delivery.decided',
      entity: 'delivery',
      entityId: id,
      libraryId: before.libraryId,
      before: { state: before.state },
      after: { decision, ...(why !== null && { reason: why }) },
    });
    const after = await findDelivery(trx, id);
    if (!after) throw noticeErrors.deliveryNotFound();
    return seenDelivery(ctx.actor, after);
  });
}
