import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { updateFramework } from './data/frameworks.queries.ts';
import { heldAt, traced } from './hold-framework.ts';
import { frameworkInput, type FrameworkInput } from './schema.ts';

/**
 * Changes what a framework says of itself; its code stays. Needs `courses.manage` at its library, for one of the network for the whole network.
 * Throws `competences.not_found`, `builtin`, `platform.version_conflict`, `platform.invalid_input`.
 */
export async function saveFramework(
  ctx: Ctx,
  id: number,
  { version, ...input }: FrameworkInput & { version: number },
): Promise<void> {
  authorizeAnywhere(ctx, 'courses.manage');
  const framework = parseInput(frameworkInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldAt(trx, ctx, id, version);
    await updateFramework(trx, id, framework);
    await recordAudit(trx, ctx, {
      ...{ action: 'competence_framework.changed', ...traced(held) },
      before: { name: held.name, summary: held.summary, source: held.source },
      after: { name: framework.name, summary: framework.summary, source: framework.source },
    });
  });
}
