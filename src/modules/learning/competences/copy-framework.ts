import { recordAudit } from '#modules/ground/audit';
import { getLibrary } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Competence } from './client.ts';
import { insertLine, selectTree } from './data/competences.queries.ts';
import { findFramework } from './data/frameworks.queries.ts';
import { competenceErrors } from './errors.ts';
import { traced } from './hold-framework.ts';
import { writeFramework } from './new-framework.ts';
import { copyInput, type CopyInput } from './schema.ts';

/** Writes lines of another framework in their order; a line that is archived is left out with those under it. */
async function copyLines(trx: Tx, frameworkId: number, lines: readonly Competence[]): Promise<number> {
  const copied = new Map<number, number>();
  const archived = new Set<number>();
  for (const line of lines) {
    const { id, parentId } = line;
    if (line.retired || (parentId !== null && archived.has(parentId))) {
      archived.add(id);
      continue;
    }
    const { code, name, nameEn, canDo, canDoEn, level, phases, tiers, position } = line;
    const above = parentId === null ? null : (copied.get(parentId) ?? null);
    const said = { code, name, nameEn, canDo, canDoEn, level, phases, tiers, position };
    copied.set(id, await insertLine(trx, { ...said, frameworkId, parentId: above }));
  }
  return copied.size;
}

/**
 * Makes a framework of one's own out of another, also of one that came with Lumbung: its lines and who thought of it. Needs `courses.manage` at
 * the library that it is for, for one of the network for the whole network. Throws `competences.not_found`, `code_taken`,
 * `libraries.not_found`, `platform.invalid_input`. @returns its id
 */
export async function copyFramework(ctx: Ctx, id: number, input: CopyInput): Promise<number> {
  authorizeAnywhere(ctx, 'courses.manage');
  const { name, code, libraryId } = parseInput(copyInput, input);
  authorize(ctx, 'courses.manage', libraryId);
  if (libraryId !== null) await getLibrary(ctx, libraryId);
  return ctx.db.transaction().execute(async (trx) => {
    const from = await findFramework(trx, id);
    if (!from) throw competenceErrors.notFound();
    const { summary, summaryEn, source } = from;
    const made = await writeFramework(trx, ctx, { libraryId, code, name, nameEn: '', summary, summaryEn, source });
    const lines = await copyLines(trx, made.id, await selectTree(trx, id));
    await recordAudit(trx, ctx, {
      ...{ action: 'competence_framework.copied', ...traced(made) },
      after: { code: made.code, name, from: from.code, lines },
    });
    return made.id;
  });
}
