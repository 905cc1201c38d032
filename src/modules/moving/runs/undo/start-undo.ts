import type { Jobs } from '#platform/background/jobs';
import type { Ctx } from '#platform/context';
import { slimsErrors } from '#modules/moving/engine';
import { isEnded } from '../client.ts';
import { lockRun, type RunRow } from '../data/runs.queries.ts';
import { mayMigrate } from '../may-migrate.ts';
import { begin, noFile } from '../start-run.ts';

/** Whether it can be asked what of a run would be taken back. */
export const canUndo = (run: RunRow): boolean =>
  !run.dryRun && run.undoes === null && run.keepsTrack && !run.undone && isEnded(run.state) && run.startedAt !== null;

/**
 * Asks what would be taken back of a run, with all that later runs of the same system and library brought, and what stands in the way. Nothing is
 * changed; `confirmRun` does it in earnest. Needs the permissions of {@link mayMigrate}. Refuses `slims.run_not_found`, `slims.not_ended`,
 * `slims.undo_trial`, `slims.undo_not_kept`, `slims.undo_done` and `slims.run_under_way`.
 * @returns the id of the trial
 */
export async function startUndo(ctx: Ctx, runId: number, jobs: Pick<Jobs, 'enqueue'>): Promise<number> {
  mayMigrate(ctx);
  return ctx.db.transaction().execute(async (trx) => {
    const run = await lockRun(trx, runId);
    if (!run) throw slimsErrors.runNotFound();
    if (run.dryRun || run.undoes !== null) throw slimsErrors.undoTrial();
    if (!isEnded(run.state) || run.startedAt === null) throw slimsErrors.notEnded();
    if (!run.keepsTrack) throw slimsErrors.undoNotKept();
    if (run.undone) throw slimsErrors.undoDone();
    const { system, fines, libraryId, fileName, fileBytes } = run;
    return begin(trx, ctx, jobs, {
      system,
      fines,
      libraryId,
      undoes: runId,
      dryRun: true,
      fileName,
      fileBytes,
      ...noFile,
    });
  });
}
