import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { updateFramework } from './data/frameworks.queries.ts';
import { competenceErrors } from './errors.ts';
import { heldAt, traced } from './hold-framework.ts';

/**
 * Archives a framework: it is offered no longer, and what names its lines still finds them. {@link restoreFramework} brings it back. Needs
 * `courses.manage` there. Throws `competences.not_found`, `builtin`, `state_forbids`, `platform.version_conflict`.
 */
export async function retireFramework(ctx: Ctx, id: number, version: number): Promise<void> {
  authorizeAnywhere(ctx, 'courses.manage');
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldAt(trx, ctx, id, version);
    if (held.state === 'retired') throw competenceErrors.stateForbids({ state: held.state });
    await updateFramework(trx, id, { state: 'retired' });
    await recordAudit(trx, ctx, {
      ...{ action: 'competence_framework.retired', ...traced(held) },
      before: { state: held.state },
      after: { state: 'retired', name: held.name },
    });
  });
}

/** Offers an archived framework again. Needs `courses.manage` there. Throws as {@link retireFramework}. */
export async function restoreFramework(ctx: Ctx, id: number, version: number): Promise<void> {
  authorizeAnywhere(ctx, 'courses.manage');
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldAt(trx, ctx, id, version);
    if (held.state === 'active') throw competenceErrors.stateForbids({ state: held.state });
    await updateFramework(trx, id, { state: 'active' });
    await recordAudit(trx, ctx, {
      ...{ action: 'competence_framework.restored', ...traced(held) },
      before: { state: held.state },
      after: { state: 'active', name: held.name },
    });
  });
}
