import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { updateLine } from './data/competences.queries.ts';
import { updateFramework } from './data/frameworks.queries.ts';
import { competenceErrors } from './errors.ts';
import { heldLine, traced } from './hold-framework.ts';

/**
 * Archives a line with all under it: it is offered no longer, and what names it still finds it. {@link restoreCompetence} brings it back. Needs
 * `courses.manage` at the framework's library. Throws `competences.not_found`, `builtin`, `state_forbids`, `platform.version_conflict`.
 */
export async function retireCompetence(ctx: Ctx, id: number, version: number): Promise<void> {
  authorizeAnywhere(ctx, 'courses.manage');
  await ctx.db.transaction().execute(async (trx) => {
    const { framework, line } = await heldLine(trx, ctx, id, version);
    if (line.retired) throw competenceErrors.stateForbids({ state: 'retired' });
    await updateLine(trx, id, { retiredAt: ctx.clock.now() });
    await updateFramework(trx, framework.id);
    await recordAudit(trx, ctx, {
      ...{ action: 'competence.retired', ...traced(framework, line) },
      after: { framework: framework.code, code: line.code, name: line.name },
    });
  });
}

/** Offers an archived line again, as far as nothing above it is archived. Needs `courses.manage` there. Throws as {@link retireCompetence}. */
export async function restoreCompetence(ctx: Ctx, id: number, version: number): Promise<void> {
  authorizeAnywhere(ctx, 'courses.manage');
  await ctx.db.transaction().execute(async (trx) => {
    const { framework, line } = await heldLine(trx, ctx, id, version);
    if (!line.retired) throw competenceErrors.stateForbids({ state: 'active' });
    await updateLine(trx, id, { retiredAt: null });
    await updateFramework(trx, framework.id);
    await recordAudit(trx, ctx, {
      ...{ action: 'competence.restored', ...traced(framework, line) },
      after: { framework: framework.code, code: line.code, name: line.name },
    });
  });
}
