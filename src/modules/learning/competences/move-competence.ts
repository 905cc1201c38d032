import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Direction } from './client.ts';
import { placeLine, updateLine } from './data/competences.queries.ts';
import { updateFramework } from './data/frameworks.queries.ts';
import { heldLine, traced } from './hold-framework.ts';
import { neighbourOf } from './rules/tree.ts';

/**
 * Moves a line one place up or down among those beside it; one that stands at that end stays there. Needs `courses.manage` at the framework's
 * library. Throws `competences.not_found`, `builtin`, `platform.version_conflict`.
 */
export async function moveCompetence(
  ctx: Ctx,
  id: number,
  { version, direction }: { version: number; direction: Direction },
): Promise<void> {
  authorizeAnywhere(ctx, 'courses.manage');
  await ctx.db.transaction().execute(async (trx) => {
    const { framework, lines, line } = await heldLine(trx, ctx, id, version);
    const other = neighbourOf(lines, line, direction);
    if (!other) return;
    await updateLine(trx, id, { position: other.position });
    await placeLine(trx, other.id, line.position);
    await updateFramework(trx, framework.id);
    await recordAudit(trx, ctx, {
      ...{ action: 'competence.moved', ...traced(framework, line) },
      before: { position: line.position },
      after: { position: other.position, code: line.code },
    });
  });
}
