import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { isEnded, type SlimsRunView } from './client.ts';
import { selectCarriedRows, slimsErrors, sourceOf, updateCarried } from '#modules/moving/engine';
import { lockDecidable, newestRunOf, noteDecision, versionHere } from './data/decisions.queries.ts';
import { findRun } from './data/runs.queries.ts';
import { decisionInput, type DecisionInput } from './schema.ts';
import { mayMigrate } from './may-migrate.ts';

/** A number that no row says: the next run looks at it again. */
const UNSAID = -1;
/** A version that nothing has: it counts as changed here. */
const CHANGED = 0;

/** Whether the lines of a run can be decided at: it has ended, and no newer one has looked since. Needs the permissions of {@link mayMigrate}. */
export async function canDecide(
  ctx: Ctx,
  run: Pick<SlimsRunView, 'id' | 'system' | 'libraryId' | 'state'>,
): Promise<boolean> {
  mayMigrate(ctx);
  return isEnded(run.state) && (await newestRunOf(ctx.db, run)) === run.id;
}

/**
 * Decides what the old system and people here say differently of a title, a copy or a member. `here`: it stays as it is here, and the next run does not ask
 * again as long as that says the same. `slims` (theirs, whatever system it is): the next run brings what it says, unless people here change it once more before that. Nothing
 * else is changed at once. May be decided anew until then. Needs the permissions of {@link mayMigrate}. Refuses `slims.run_not_found`, `slims.not_ended`,
 * `slims.not_newest`, `slims.nothing_to_decide`, `slims.decided_meanwhile` (somebody else has, since the page was opened) and `slims.row_gone`.
 */
export async function decideConflict(ctx: Ctx, runId: number, lineId: number, input: DecisionInput): Promise<void> {
  mayMigrate(ctx);
  const { decision, before } = parseInput(decisionInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const run = await findRun(trx, runId);
    if (!run) throw slimsErrors.runNotFound();
    const line = await lockDecidable(trx, runId, lineId);
    if (!line) throw slimsErrors.nothingToDecide();
    if (!isEnded(run.state)) throw slimsErrors.notEnded();
    if ((await newestRunOf(trx, run)) !== runId) throw slimsErrors.notNewest();
    if (line.decision !== before) throw slimsErrors.decidedMeanwhile();
    const { table, slimsId, says } = line;
    const source = sourceOf(run.system, run.libraryId);
    const row = (await selectCarriedRows(trx, source, table, [slimsId])).get(slimsId);
    const version = row && row.said !== null ? await versionHere(trx, table, row.becameId) : null;
    if (version === null) throw slimsErrors.rowGone();
    const now = decision === 'here' ? { said: says, state: CHANGED } : { said: UNSAID, state: version };
    await updateCarried(trx, source, table, { slimsId, ...now });
    await noteDecision(trx, lineId, { decision, decidedBy: actorName(ctx.actor), decidedAt: ctx.clock.now() });
    // of a member the trace says no more than that it was decided
    await recordAudit(trx, ctx, {
      action: 'slims.decided',
      entity: 'slims_run',
      entityId: runId,
      libraryId: run.libraryId,
      ...(before && { before: { decision: before } }),
      after: { decision, table, line: lineId },
    });
  });
}
