import type { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Competence } from './client.ts';
import { insertLine, selectTree, updateLine } from './data/competences.queries.ts';
import { updateFramework } from './data/frameworks.queries.ts';
import { competenceErrors } from './errors.ts';
import { heldFramework, heldLine, traced } from './hold-framework.ts';
import { MOST_DEPTH, MOST_LINES } from './rules/terms.ts';
import { freeCode, lastPlace, whyNotUnder } from './rules/tree.ts';
import { competenceInput, type CompetenceInput } from './schema.ts';

type Said = z.output<typeof competenceInput>;

/** Throws `competences.parent_unknown`, `circle`, `too_deep`, `code_taken` where a line may not stand so. @param id null = a new line */
function check(lines: readonly Competence[], id: number | null, { parentId, code }: Pick<Said, 'parentId' | 'code'>) {
  const why = whyNotUnder(lines, id, parentId);
  if (why === 'unknown') throw competenceErrors.parentUnknown({}, { parentId: 'unknown' });
  if (why === 'circle') throw competenceErrors.circle({}, { parentId: 'competences_circle' });
  if (why === 'too_deep') throw competenceErrors.tooDeep({ most: MOST_DEPTH }, { parentId: 'competences_too_deep' });
  if (lines.some((line) => line.code === code && line.id !== id))
    throw competenceErrors.codeTaken({}, { code: 'taken' });
}

/**
 * Adds a line to a framework, behind those that stand there. Needs `courses.manage` at the framework's library. Throws `competences.not_found`,
 * `builtin`, `full`, `code_taken`, `parent_unknown`, `too_deep`, `platform.invalid_input`. @returns its id
 */
export async function addCompetence(ctx: Ctx, frameworkId: number, input: CompetenceInput): Promise<number> {
  authorizeAnywhere(ctx, 'courses.manage');
  const said = parseInput(competenceInput, input);
  return ctx.db.transaction().execute(async (trx) => {
    const framework = await heldFramework(trx, ctx, frameworkId);
    const lines = await selectTree(trx, frameworkId);
    if (lines.length >= MOST_LINES) throw competenceErrors.full({ most: MOST_LINES });
    const code = said.code || freeCode(lines, said.parentId, framework.code);
    check(lines, null, { ...said, code });
    const id = await insertLine(trx, { ...said, code, frameworkId, position: lastPlace(lines, said.parentId) });
    await updateFramework(trx, frameworkId);
    await recordAudit(trx, ctx, {
      ...{ action: 'competence.added', ...traced(framework, { id }) },
      after: { framework: framework.code, code, name: said.name, canDo: said.canDo },
    });
    return id;
  });
}

/**
 * Changes a line, and under which one it stands: it takes what stands under it along. Needs `courses.manage` at the framework's library. Throws
 * `competences.not_found`, `builtin`, `code_taken`, `parent_unknown`, `circle`, `too_deep`, `platform.version_conflict`,
 * `platform.invalid_input`.
 */
export async function saveCompetence(
  ctx: Ctx,
  id: number,
  { version, ...input }: CompetenceInput & { version: number },
): Promise<void> {
  authorizeAnywhere(ctx, 'courses.manage');
  const said = parseInput(competenceInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const { framework, lines, line } = await heldLine(trx, ctx, id, version);
    const code = said.code || line.code;
    check(lines, id, { ...said, code });
    const stays = said.parentId === line.parentId;
    const position = stays ? line.position : lastPlace(lines, said.parentId);
    await updateLine(trx, id, { ...said, code, position });
    await updateFramework(trx, framework.id);
    await recordAudit(trx, ctx, {
      ...{ action: 'competence.changed', ...traced(framework, line) },
      before: { code: line.code, name: line.name, canDo: line.canDo },
      after: { framework: framework.code, code, name: said.name, canDo: said.canDo },
    });
  });
}
