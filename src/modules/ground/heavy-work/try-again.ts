import { recordAudit } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { heavyErrors } from '#platform/background/heavy';
import { restartWork } from '#platform/background/heavy-queue';
import type { Jobs } from '#platform/background/jobs';
import { isWorkId } from './own-work.ts';

/** Begins anew what failed, with all its tries. Needs `settings.manage`. Refuses `heavy_work.not_failed`. */
export async function tryAgain(
  ctx: Ctx,
  jobs: Pick<Jobs, 'again'>,
  input: { source: string; name: string; id: string },
): Promise<void> {
  authorize(ctx, 'settings.manage', null);
  if (!isWorkId(input.id)) throw heavyErrors.notFailed();
  await ctx.db.transaction().execute(async (trx) => {
    const begun =
      input.source === 'heavy' ? await restartWork(trx, input.id) : await jobs.again(trx, input.name, input.id);
    if (!begun) throw heavyErrors.notFailed();
    await recordAudit(trx, ctx, {
      action: 'heavy_work.tried_again',
      entity: 'heavy_work',
      entityId: input.id,
      after: { name: input.name },
    });
  });
}
