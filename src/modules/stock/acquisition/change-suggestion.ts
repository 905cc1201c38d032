import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { violatedUnique, type Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import {
  deleteSuggestion,
  deleteVote,
  insertVote,
  lockSuggestion,
  selectVoters,
  updateSuggestion,
} from './data/suggestions.queries.ts';
import { acquisitionErrors } from './errors.ts';
import { ownReader } from './own-reader.ts';
import { wishOf } from './rules/same-wish.ts';
import { isVotedOn } from './rules/suggestion-states.ts';
import { completionInput, type CompletionInput } from './schema.ts';

async function lockVotedOn(trx: Tx, id: number) {
  const suggestion = await lockSuggestion(trx, id);
  if (!suggestion) throw acquisitionErrors.suggestionNotFound();
  if (!isVotedOn(suggestion.status)) {
    throw acquisitionErrors.suggestionDecided({ title: suggestion.title ?? suggestion.isbn });
  }
  return suggestion;
}

/** The reader wants it too; voting twice is voting once. Throws `acquisition.suggestion_not_found`, `…suggestion_decided`. */
export async function voteForSuggestion(ctx: Ctx, id: number): Promise<void> {
  const { id: memberId } = ownReader(ctx);
  await ctx.db.transaction().execute(async (trx) => {
    await lockVotedOn(trx, id);
    await insertVote(trx, { suggestionId: id, memberId, votedAt: ctx.clock.now() });
  });
}

/**
 * The reader does not want it any more: the vote goes, and where nobody else wants it the suggestion too. One that the reader made
 * stays for the others, without its maker and the maker's words. Throws `acquisition.suggestion_not_found`, `…suggestion_decided`.
 */
export async function withdrawVote(ctx: Ctx, id: number): Promise<void> {
  const { id: memberId } = ownReader(ctx);
  await ctx.db.transaction().execute(async (trx) => {
    const { libraryId, memberId: maker, title, isbn } = await lockVotedOn(trx, id);
    const own = maker === memberId;
    if (!(await deleteVote(trx, id, memberId)) && !own) return;
    const others = (await selectVoters(trx, id)).length;
    if (others === 0) await deleteSuggestion(trx, id);
    else if (own) await updateSuggestion(trx, id, { memberId: null, note: null });
    if (others > 0 && !own) return;
    await recordAudit(trx, ctx, {
      action: 'suggestion.withdrawn',
      entity: 'suggestion',
      entityId: id,
      libraryId,
      before: { title, isbn },
    });
  });
}

/**
 * Whoever suggested it says more about it: a scanned book has only an ISBN at first. What is said stays: others have voted for it. Throws
 * `acquisition.suggestion_not_found` for that of somebody else, `acquisition.suggestion_decided`, `acquisition.already_suggested`.
 */
export async function completeSuggestion(ctx: Ctx, id: number, input: CompletionInput): Promise<void> {
  const { id: memberId } = ownReader(ctx);
  const { note, ...book } = parseInput(completionInput, input);
  const complete = ctx.db.transaction().execute(async (trx) => {
    const before = await lockVotedOn(trx, id);
    if (before.memberId !== memberId) throw acquisitionErrors.suggestionNotFound();
    const said = {
      title: before.title ?? book.title,
      author: before.author ?? book.author,
      publisher: before.publisher ?? book.publisher,
      year: before.year ?? book.year,
    };
    const { titleKey, authorKey } = wishOf({ isbn: before.isbn, ...said });
    await updateSuggestion(trx, id, { ...said, titleKey, authorKey, note: note ?? before.note });
    await recordAudit(trx, ctx, {
      action: 'suggestion.completed',
      entity: 'suggestion',
      entityId: id,
      libraryId: before.libraryId,
      after: said,
    });
  });
  await complete.catch((error: unknown) => {
    if (violatedUnique(error)?.startsWith('suggestion_live_')) throw acquisitionErrors.alreadySuggested();
    throw error;
  });
}
