import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { selectTree } from './data/competences.queries.ts';
import { updateFramework } from './data/frameworks.queries.ts';
import { heldAt, traced } from './hold-framework.ts';
import { readTable } from './read-table.ts';
import { tableInput, type TableInput } from './schema.ts';
import { writeRows } from './write-rows.ts';

/**
 * Brings the rows of a table into a framework, all of them or none: a code that it has changes that line, any other is a new one; lines that
 * stand in no row stay. Needs `courses.manage` there. Throws `competences.not_found`, `builtin`, `table_columns`, `table_empty`, `table_long`,
 * `table_faulty`, `full`, `platform.version_conflict`, `platform.invalid_input`.
 */
export async function importFramework(
  ctx: Ctx,
  id: number,
  { version, ...input }: TableInput & { version: number },
): Promise<{ added: number; changed: number }> {
  authorizeAnywhere(ctx, 'courses.manage');
  const rows = await readTable(parseInput(tableInput, input).csv);
  return ctx.db.transaction().execute(async (trx) => {
    const held = await heldAt(trx, ctx, id, version);
    const written = await writeRows(trx, id, rows, await selectTree(trx, id));
    await updateFramework(trx, id);
    await recordAudit(trx, ctx, {
      ...{ action: 'competence_framework.imported', ...traced(held) },
      after: { name: held.name, ...written },
    });
    return written;
  });
}
