import { claimForm, recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { countAttempt } from '#platform/requests/rate-limit';
import { boardOf, takeBoard } from './board-for.ts';
import { changeBoard } from '../data/boards.queries.ts';
import { findComment, findIdea, insertComment, removeCommentRow, updateIdea } from '../data/ideas.queries.ts';
import { ideaErrors } from '../errors.ts';
import { needParticipant, ownerHashOf, viewerOf, type Hand } from './participant.ts';
import { commentInput, type CommentInput } from '../schema.ts';
import { isAnonymous } from './write-idea.ts';

const PER_HOUR = { limit: 60, windowSeconds: 3600 };

/**
 * A participant says something about an idea. Throws `ideas.idea_not_found`, `ideas.not_participant`, `ideas.phase_forbids`,
 * `platform.too_many_requests`, `platform.invalid_input`. @returns the id of the comment
 */
export async function commentOnIdea(ctx: Ctx, ideaId: number, input: CommentInput, hand: Hand): Promise<number> {
  const { text, anonymous } = parseInput(commentInput, input);
  const idea = await findIdea(ctx.db, ideaId);
  if (!idea) throw ideaErrors.ideaNotFound();
  const { program } = await boardOf(ctx, idea.boardId);
  const { enrolmentId, name } = await needParticipant(ctx, program.id, hand);
  await countAttempt(ctx, `idea-comment:${hand.key ? ownerHashOf(hand.key) : enrolmentId}`, PER_HOUR);
  return ctx.db.transaction().execute(async (trx) => {
    const { naming, version } = await takeBoard(trx, idea.boardId, 'comment');
    // it may have been merged or taken away meanwhile: nobody would read what is said of it
    if (!(await findIdea(trx, ideaId))) throw ideaErrors.ideaNotFound();
    await claimForm(trx, ctx);
    const hidden = isAnonymous(naming, anonymous);
    const by = hidden ? { enrolmentId: null, authorName: '' } : { enrolmentId, authorName: name };
    const id = await insertComment(trx, { ideaId, text, ...by, createdAt: ctx.clock.now() });
    await updateIdea(trx, ideaId, { version });
    return id;
  });
}

/** Takes a comment away: who wrote it with a name, or the facilitator. Throws `ideas.idea_not_found`. */
export async function removeComment(ctx: Ctx, id: number, hand: Hand): Promise<void> {
  const comment = await findComment(ctx.db, id);
  if (!comment) throw ideaErrors.ideaNotFound();
  const board = await boardOf(ctx, comment.boardId);
  const viewer = await viewerOf(ctx, board, hand);
  const own = comment.enrolmentId !== null && comment.enrolmentId === viewer.enrolmentId;
  if (!own && !viewer.facilitates) throw ideaErrors.ideaNotFound();
  await ctx.db.transaction().execute(async (trx) => {
    const taken = await changeBoard(trx, board.id);
    await removeCommentRow(trx, id, ctx.clock.now());
    await updateIdea(trx, comment.ideaId, { version: taken?.version ?? 0 });
    if (own) return;
    await recordAudit(trx, ctx, {
      action: 'idea.comment_removed',
      entity: 'idea',
      entityId: comment.ideaId,
      libraryId: board.library.id,
    });
  });
}
