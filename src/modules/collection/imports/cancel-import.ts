import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { recordAudit } from '#modules/ground/audit';
import { findRun, requestCancel } from './data/import-runs.queries.ts';
import { importErrors } from './errors.ts';

/**
 * Asks a run to stop. It stops behind the batch it works on; what was saved until then stays, and repeating the import goes on
 * from there without doubling. Refuses `imports.run_not_found` and `imports.already_ended`.
 */
export async function cancelImport(ctx: Ctx, runId: number): Promise<void> {
  authorize(ctx, 'imports.run', null);
  await ctx.db.transaction().execute(async (trx) => {
    if (!(await findRun(trx, runId))) throw importErrors.runNotFound();
    if (!(await requestCancel(trx, runId))) throw importErrors.alreadyEnded();
    await recordAudit(trx, ctx, { action: 'import.cancel_requested', entity: 'import', entityId: runId });
  });
}
