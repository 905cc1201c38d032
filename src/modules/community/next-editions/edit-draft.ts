import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { recordAudit } from '#modules/ground/audit';
import { getProgram } from '#modules/community/programs';
import type { EditionDraft } from './client.ts';
import { appendLine, deleteLine, lockDraft, orderLines, selectDraft, updateLine } from './data/drafts.queries.ts';
import { nextEditionErrors } from './errors.ts';
import { lineInput, ownLineInput, type LineInput, type OwnLineInput } from './schema.ts';

/** The draft of a programme's next edition; null = none yet. Needs `programs.manage` at its library. Refuses `programs.not_found`. */
export async function viewDraft(ctx: Ctx, programId: number): Promise<EditionDraft | null> {
  const program = await getProgram(ctx, programId);
  authorize(ctx, 'programs.manage', program.library.id);
  return (await selectDraft(ctx.db, programId)) ?? null;
}

/** Changes a draft of which no programme was made yet, by whoever may. */
async function change(
  ctx: Ctx,
  programId: number,
  action: string,
  work: (trx: Tx, draftId: number) => Promise<unknown>,
): Promise<void> {
  const program = await getProgram(ctx, programId);
  authorize(ctx, 'programs.manage', program.library.id);
  await ctx.db.transaction().execute(async (trx) => {
    const draft = await lockDraft(trx, programId);
    if (!draft) throw nextEditionErrors.notFound();
    if (draft.madeProgramId !== null) throw nextEditionErrors.alreadyMade();
    await work(trx, draft.id);
    await recordAudit(trx, ctx, {
      action: `edition_draft.${action}`,
      entity: 'program',
      entityId: programId,
      libraryId: program.library.id,
    });
  });
}

/** Words, kind and length of a line; its reason stays. Refuses `next_editions.not_found`, `line_not_found`, `already_made`. */
export const changeLine = async (ctx: Ctx, programId: number, lineId: number, input: LineInput): Promise<void> => {
  const line = parseInput(lineInput, input);
  return change(ctx, programId, 'line_changed', async (trx, draftId) => {
    if (!(await updateLine(trx, draftId, lineId, line))) throw nextEditionErrors.lineNotFound();
  });
};

/** A line of one's own, at the end, with the reason for it. Refuses `next_editions.not_found`, `already_made`. */
export const addLine = async (ctx: Ctx, programId: number, input: OwnLineInput): Promise<void> => {
  const { note, ...line } = parseInput(ownLineInput, input);
  return change(ctx, programId, 'line_added', async (trx, draftId) =>
    appendLine(trx, draftId, { ...line, reason: { kind: 'hand', note } }),
  );
};

/** Takes a line off. Refuses `next_editions.not_found`, `line_not_found`, `already_made`. */
export const removeLine = async (ctx: Ctx, programId: number, lineId: number): Promise<void> =>
  change(ctx, programId, 'line_removed', async (trx, draftId) => {
    if (!(await deleteLine(trx, draftId, lineId))) throw nextEditionErrors.lineNotFound();
  });

/** One place up or down; the first does not go higher, the last not lower. Refuses as {@link removeLine} does. */
export const moveLine = async (ctx: Ctx, programId: number, lineId: number, way: 'up' | 'down'): Promise<void> =>
  change(ctx, programId, 'line_moved', async (trx) => {
    const ids = (await selectDraft(trx, programId))?.lines.map(({ id }) => id) ?? [];
    const from = ids.indexOf(lineId);
    if (from < 0) throw nextEditionErrors.lineNotFound();
    const to = Math.min(ids.length - 1, Math.max(0, from + (way === 'up' ? -1 : 1)));
    ids.splice(to, 0, ...ids.splice(from, 1));
    await orderLines(trx, ids);
  });
