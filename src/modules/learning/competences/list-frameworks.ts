import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { decodeCursor, toPage } from '#platform/requests/http';
import { authorizeAnywhere, can, canAnywhere } from '#platform/rights/authorize';
import type { Framework, FrameworkState, FrameworkTree } from './client.ts';
import { countLines, selectTree } from './data/competences.queries.ts';
import { findFramework, selectFrameworks, type FrameworkRow } from './data/frameworks.queries.ts';
import { competenceErrors } from './errors.ts';

const edge = z.tuple([z.number()]);

const shown = ({ rests: _, ...row }: FrameworkRow, lines: number): Framework => ({ ...row, lines });

/**
 * Frameworks in the order in which they were written, those that came with Lumbung first. Anybody may read those that are offered; who wants
 * the archived ones needs `courses.manage`. Those of a library that is closed rest with it.
 */
export async function listFrameworks(
  ctx: Ctx,
  { state = 'active', cursor, limit }: { state?: FrameworkState; cursor?: string | undefined; limit: number },
): Promise<{ data: Framework[]; next: string | null }> {
  if (state === 'retired') authorizeAnywhere(ctx, 'courses.manage');
  const afterId = decodeCursor(cursor, edge)?.[0] ?? 0;
  const rows = await selectFrameworks(ctx.db, { state, afterId, limit });
  const { data, next } = toPage(rows, limit, ({ id }) => [id]);
  const counts = await countLines(
    ctx.db,
    data.map(({ id }) => id),
  );
  return { data: data.map((row) => shown(row, counts.get(row.id) ?? 0)), next };
}

/**
 * A framework with its lines, each before those under it. Anybody may read one that is offered, without what is archived of it; who holds
 * `courses.manage` reads all. Throws `competences.not_found`.
 */
export async function getFramework(ctx: Ctx, id: number): Promise<FrameworkTree> {
  const row = await findFramework(ctx.db, id);
  const seesAll = canAnywhere(ctx.actor, 'courses.manage');
  if (!row || (!seesAll && (row.rests || row.state === 'retired'))) throw competenceErrors.notFound();
  const lines = await selectTree(ctx.db, id);
  const offered = lines.filter((line) => line.offered);
  return {
    ...shown(row, offered.length),
    mayEdit: !row.builtin && can(ctx.actor, 'courses.manage', row.libraryId),
    competences: seesAll ? lines : offered,
  };
}
