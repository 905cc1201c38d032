import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { replaceBudgetLines, writePaper } from './data/papers.queries.ts';
import { paperInput, type PaperInput } from './schema.ts';
import { managedProgram } from './view-paper.ts';

/**
 * Writes what the papers of a programme say, all of it. Needs `programs.manage` at its library. Refuses `programs.not_found`,
 * `platform.version_conflict` where somebody else has written meanwhile.
 */
export const savePaper = async (ctx: Ctx, programId: number, input: PaperInput): Promise<void> =>
  ctx.db.transaction().execute(async (trx) => savePaperIn(trx, ctx, programId, input));

/** The same in the transaction of the caller. */
export async function savePaperIn(trx: Tx, ctx: Ctx, programId: number, input: PaperInput): Promise<void> {
  const { library } = await managedProgram({ ...ctx, db: trx }, programId);
  const { version, budget, ...values } = parseInput(paperInput, input);
  const row = { ...values, programId, changedAt: ctx.clock.now(), changedBy: actorName(ctx.actor) };
  if (!(await writePaper(trx, row, version))) throw platformErrors.versionConflict();
  await replaceBudgetLines(trx, programId, budget);
  await recordAudit(trx, ctx, {
    action: 'program_paper.saved',
    entity: 'program',
    entityId: programId,
    libraryId: library.id,
    after: { ...values, budget },
  });
}
