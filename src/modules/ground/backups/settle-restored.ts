import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { stopRestoredPlan } from './data/plan.queries.ts';
import { noteBaseFailed, selectOpenBases } from './data/bases.queries.ts';
import { noteCopyFailed, selectOpenCopies } from './data/copies.queries.ts';
import { noteDrillFailed, noteDropped, selectOpenDrills } from './data/drills.queries.ts';
import { noteFailed, selectOpenRuns } from './data/runs.queries.ts';
import { backupsErrors } from './errors.ts';

/**
 * These rows have just come out of a backup: the one that was being made then is not made here, and the schedule waits until somebody says that
 * this is the house now. A copy to try things out would write into the folder of the house, and delete there what had its time.
 * @returns whether a schedule was stopped
 */
export async function settleRestored(trx: Tx, { clock }: Pick<Ctx, 'clock'>): Promise<boolean> {
  const [reason, now] = [backupsErrors.interrupted(), clock.now()];
  for (const { id } of await selectOpenRuns(trx)) await noteFailed(trx, id, reason, now);
  for (const { id } of await selectOpenCopies(trx)) await noteCopyFailed(trx, id, reason, now);
  for (const { id } of await selectOpenBases(trx)) await noteBaseFailed(trx, id, reason, now);
  for (const { id } of await selectOpenDrills(trx)) {
    await noteDrillFailed(trx, id, reason, now);
    // the database beside is that of the other house
    await noteDropped(trx, id);
  }
  return stopRestoredPlan(trx, now);
}
