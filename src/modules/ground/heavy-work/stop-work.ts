import { recordAudit } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { heavyErrors } from '#platform/background/heavy';
import { requestCancel, selectWork } from '#platform/background/heavy-queue';
import { isWorkId } from './own-work.ts';

/**
 * Stops what somebody else asked for, where it keeps others waiting: at once while it waits, else as soon as the worker hears of it. Needs
 * `settings.manage`. Refuses `heavy_work.not_found`, also for work of the clock and what has ended.
 */
export async function stopWork(ctx: Ctx, id: string): Promise<void> {
  authorize(ctx, 'settings.manage', null);
  await ctx.db.transaction().execute(async (trx) => {
    const work = isWorkId(id) ? await selectWork(trx, id) : undefined;
    if (!work || work.asker === null || work.endedAt !== null) throw heavyErrors.notFound();
    await requestCancel(trx, id);
    await recordAudit(trx, ctx, {
      action: 'heavy_work.stopped',
      entity: 'heavy_work',
      entityId: id,
      after: { name: work.kind },
    });
  });
}
