import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { findRun, requestCancel } from './data/runs.queries.ts';
import { slimsErrors } from '#modules/moving/engine';
import { mayMigrate } from './may-migrate.ts';

/**
 * Asks a migration to stop. It stops behind the batch it works on; what has come stays, and going on with it brings nothing twice. Needs the
 * permissions of {@link mayMigrate}. Refuses `slims.run_not_found` and `slims.already_ended`.
 */
export async function cancelRun(ctx: Ctx, runId: number): Promise<void> {
  mayMigrate(ctx);
  await ctx.db.transaction().execute(async (trx) => {
    const run = await findRun(trx, runId);
    if (!run) throw slimsErrors.runNotFound();
    if (!(await requestCancel(trx, runId))) throw slimsErrors.alreadyEnded();
    const { libraryId } = run;
    await recordAudit(trx, ctx, { action: 'slims.cancel_requested', entity: 'slims_run', entityId: runId, libraryId });
  });
}
