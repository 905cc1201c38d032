import { recordAudit } from '#modules/ground/audit';
import { getLibrary } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { traced } from './hold-framework.ts';
import { writeFramework } from './new-framework.ts';
import { readTable } from './read-table.ts';
import { newFrameworkInput, type NewFrameworkInput } from './schema.ts';
import { writeRows } from './write-rows.ts';

/**
 * Makes a framework, with the lines of a table where one is given: all of them or none. Needs `courses.manage` at its library, for one of the
 * network for the whole network. Throws `competences.code_taken`, `table_columns`, `table_empty`, `table_long`, `table_faulty`,
 * `libraries.not_found`, `platform.invalid_input`. @returns its id
 */
export async function createFramework(ctx: Ctx, input: NewFrameworkInput): Promise<number> {
  authorizeAnywhere(ctx, 'courses.manage');
  const { csv, ...framework } = parseInput(newFrameworkInput, input);
  authorize(ctx, 'courses.manage', framework.libraryId);
  if (framework.libraryId !== null) await getLibrary(ctx, framework.libraryId);
  const rows = csv === '' ? [] : await readTable(csv);
  return ctx.db.transaction().execute(async (trx) => {
    const made = await writeFramework(trx, ctx, framework);
    await writeRows(trx, made.id, rows, []);
    await recordAudit(trx, ctx, {
      ...{ action: 'competence_framework.created', ...traced(made) },
      after: { code: made.code, name: framework.name, lines: rows.length },
    });
    return made.id;
  });
}
