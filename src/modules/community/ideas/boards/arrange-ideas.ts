import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { ledBoard, takeBoard } from './board-for.ts';
import { findIdea, mergeInto, setTheme, unmerge } from '../data/ideas.queries.ts';
import { ideaErrors } from '../errors.ts';
import { themeInput, type ThemeInput } from '../schema.ts';

/**
 * Puts ideas into a group; an empty name takes them out of theirs. Needs `ideas.manage`. Throws `ideas.board_not_found`,
 * `ideas.phase_forbids`, `platform.invalid_input`. @returns how many were on the board
 */
export async function groupIdeas(ctx: Ctx, boardId: number, input: ThemeInput): Promise<number> {
  await ledBoard(ctx, boardId);
  const { ideaIds, theme } = parseInput(themeInput, input);
  return ctx.db.transaction().execute(async (trx) => {
    const { version } = await takeBoard(trx, boardId, 'arrange');
    return setTheme(trx, { boardId, ids: ideaIds, theme, version });
  });
}

/**
 * Ideas that say the same become one: the first of them stays, with the votes and comments of all. Needs `ideas.manage`. Throws
 * `ideas.board_not_found`, `ideas.phase_forbids`, `ideas.idea_not_found`, `platform.invalid_input` (fewer than two).
 */
export async function mergeIdeas(ctx: Ctx, boardId: number, ideaIds: readonly number[]): Promise<void> {
  const { library } = await ledBoard(ctx, boardId);
  const [into, ...others] = [...new Set(ideaIds)];
  if (into === undefined || others.length === 0) throw platformErrors.invalidInput({}, { ideaIds: 'required' });
  await ctx.db.transaction().execute(async (trx) => {
    const { version } = await takeBoard(trx, boardId, 'arrange');
    for (const id of [into, ...others]) {
      if ((await findIdea(trx, id))?.boardId !== boardId) throw ideaErrors.ideaNotFound();
    }
    for (const from of others) await mergeInto(trx, { from, into, version });
    await recordAudit(trx, ctx, {
      action: 'idea.merged',
      entity: 'idea',
      entityId: into,
      libraryId: library.id,
      after: { merged: others },
    });
  });
}

/** What was merged into an idea comes back as cards of their own. Needs `ideas.manage`. Throws `ideas.idea_not_found`, `ideas.phase_forbids`. */
export async function unmergeIdeas(ctx: Ctx, boardId: number, ideaId: number): Promise<void> {
  const { library } = await ledBoard(ctx, boardId);
  await ctx.db.transaction().execute(async (trx) => {
    const { version } = await takeBoard(trx, boardId, 'arrange');
    if ((await findIdea(trx, ideaId))?.boardId !== boardId) throw ideaErrors.ideaNotFound();
    await unmerge(trx, ideaId, version);
    await recordAudit(trx, ctx, { action: 'idea.unmerged', entity: 'idea', entityId: ideaId, libraryId: library.id });
  });
}
