import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Competence } from './client.ts';
import { frameworkOfLine, selectTree } from './data/competences.queries.ts';
import { lockFramework, type HeldFramework } from './data/frameworks.queries.ts';
import { competenceErrors } from './errors.ts';

/** Holds a framework of one's own until the transaction ends. Throws `competences.not_found`, `builtin`. */
export async function heldFramework(trx: Tx, ctx: Ctx, id: number): Promise<HeldFramework> {
  authorizeAnywhere(ctx, 'courses.manage');
  const held = await lockFramework(trx, id);
  if (!held) throw competenceErrors.notFound();
  if (held.builtin) throw competenceErrors.builtin();
  authorize(ctx, 'courses.manage', held.libraryId);
  return held;
}

/** The same of the framework that an editor saw. Throws `platform.version_conflict` too. */
export async function heldAt(trx: Tx, ctx: Ctx, id: number, version: number): Promise<HeldFramework> {
  const held = await heldFramework(trx, ctx, id);
  if (held.version !== version) throw platformErrors.versionConflict();
  return held;
}

/** A line that is held with its whole framework. */
export interface HeldLine {
  framework: HeldFramework;
  /** All of the framework. */
  lines: Competence[];
  line: Competence;
}

/** Holds the line that an editor saw, with its framework. Throws `competences.not_found`, `builtin`, `platform.version_conflict`. */
export async function heldLine(trx: Tx, ctx: Ctx, id: number, version: number): Promise<HeldLine> {
  authorizeAnywhere(ctx, 'courses.manage');
  const frameworkId = await frameworkOfLine(trx, id);
  if (frameworkId === undefined) throw competenceErrors.notFound();
  const framework = await heldFramework(trx, ctx, frameworkId);
  const lines = await selectTree(trx, frameworkId);
  const line = lines.find((one) => one.id === id);
  if (!line) throw competenceErrors.notFound();
  if (line.version !== version) throw platformErrors.versionConflict();
  return { framework, lines, line };
}

/** What the trace says of the framework or of a line of it. */
export const traced = (framework: Pick<HeldFramework, 'id' | 'libraryId'>, line?: Pick<Competence, 'id'>) => ({
  ...(line ? { entity: 'competence', entityId: line.id } : { entity: 'competence_framework', entityId: framework.id }),
  libraryId: framework.libraryId,
});
