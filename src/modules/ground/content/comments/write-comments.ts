import { z } from 'zod';
import { accountOf, actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { findBlock } from '../data/blocks.queries.ts';
import {
  countComments,
  deleteComment,
  findComment,
  insertComment,
  updateSettled,
  type CommentRow,
} from '../data/comments.queries.ts';
import { holdWriting } from '../data/writings.queries.ts';
import { contentErrors } from '../errors.ts';
import { COMMENT_LENGTH, MOST_COMMENTS } from '../rules/comment-bounds.ts';
import { blockInput, type BlockInput } from '../schema.ts';
import { saveBlock } from '../write-blocks.ts';

type Act = Pick<Ctx, 'actor' | 'clock'>;

const commentWords = z.string().trim().min(1).max(COMMENT_LENGTH);
const newComment = z.object({
  words: commentWords,
  suggestion: z.object({ body: blockInput, version: z.number().int().nonnegative() }).nullable(),
});

/** What is said of a part; `suggestion`: how it could be, against the version that was read. */
export interface CommentInput {
  blockId: number;
  words: string;
  suggestion?: { body: BlockInput; version: number } | null;
}

const author = ({ actor }: Act) => ({ authorId: accountOf(actor), authorName: actorName(actor) });

/** Holds the writing: comments of one are written one after the other. Throws `content.comment_not_found`. */
async function heldComment(trx: Tx, writingId: number, id: number): Promise<CommentRow> {
  await holdWriting(trx, writingId);
  const found = await findComment(trx, { writingId, id });
  if (!found || found.isRemoved) throw contentErrors.commentNotFound();
  return found;
}

/** Holds a comment that is no answer. Throws `content.comment_not_found`. */
async function heldThread(trx: Tx, writingId: number, id: number): Promise<CommentRow> {
  const found = await heldComment(trx, writingId, id);
  if (found.parentId !== null) throw contentErrors.commentNotFound();
  return found;
}

async function refuseMore(trx: Tx, writingId: number): Promise<void> {
  if ((await countComments(trx, writingId)) >= MOST_COMMENTS) throw contentErrors.commentsFull({ most: MOST_COMMENTS });
}

/**
 * Says something of a part that stands, or how it could be instead. Who may, the owner of the writing has asked and traces. Throws
 * `content.block_not_found`, `block_changed` (another version was read), `suggestion_unfit` (another kind, or a thing of a module),
 * `comments_full`, `platform.invalid_input`. @returns its id
 */
export async function addComment(trx: Tx, ctx: Act, writingId: number, input: CommentInput): Promise<number> {
  const { words, suggestion } = parseInput(newComment, { words: input.words, suggestion: input.suggestion ?? null });
  await holdWriting(trx, writingId);
  const block = await findBlock(trx, { writingId, id: input.blockId });
  if (!block || block.removedAt !== null) throw contentErrors.blockNotFound();
  if (suggestion !== null) {
    if (suggestion.body.kind !== block.body.kind || block.body.kind === 'embed') throw contentErrors.suggestionUnfit();
    if (suggestion.version !== block.version) throw contentErrors.blockChanged();
  }
  await refuseMore(trx, writingId);
  return insertComment(trx, {
    ...{ blockId: block.id, parentId: null, ...author(ctx), words },
    ...{ suggestion: suggestion?.body ?? null, ofVersion: block.version, at: ctx.clock.now() },
  });
}

/** Answers a comment that is no answer itself. Throws `content.comment_not_found`, `comments_full`, `platform.invalid_input`. @returns its id */
export async function answerComment(
  trx: Tx,
  ctx: Act,
  writingId: number,
  { id, words: typed }: { id: number; words: string },
): Promise<number> {
  const { words } = parseInput(z.object({ words: commentWords }), { words: typed });
  const { blockId, blockVersion } = await heldThread(trx, writingId, id);
  await refuseMore(trx, writingId);
  return insertComment(trx, {
    ...{ blockId, parentId: id, ...author(ctx), words, suggestion: null },
    ...{ ofVersion: blockVersion, at: ctx.clock.now() },
  });
}

/** Says that a comment is dealt with, or open again. Throws `content.comment_not_found`. @returns whether anything changed */
export async function settleComment(
  trx: Tx,
  ctx: Act,
  writingId: number,
  { id, isSettled }: { id: number; isSettled: boolean },
): Promise<boolean> {
  const { settledAt } = await heldThread(trx, writingId, id);
  if ((settledAt !== null) === isSettled) return false;
  await updateSettled(trx, id, {
    settledAt: isSettled ? ctx.clock.now() : null,
    settledBy: isSettled ? actorName(ctx.actor) : '',
  });
  return true;
}

/** Takes back what one said oneself, with its answers. Throws `content.comment_not_found`, `comment_not_yours`. */
export async function removeComment(trx: Tx, ctx: Act, writingId: number, id: number): Promise<void> {
  const { authorId } = await heldComment(trx, writingId, id);
  if (authorId === null || authorId !== accountOf(ctx.actor)) throw contentErrors.commentNotYours();
  await deleteComment(trx, id);
}

/**
 * Writes what was suggested into its part, over the version against which it was, and settles it. The English words stay. Throws
 * `content.comment_not_found`, `suggestion_unfit` (nothing is suggested, or it is settled), `block_changed` (the part is another by now).
 * @returns the part
 */
export async function acceptSuggestion(trx: Tx, ctx: Act, writingId: number, id: number): Promise<{ blockId: number }> {
  const { blockId, suggestion, ofVersion, settledAt } = await heldThread(trx, writingId, id);
  if (suggestion === null || settledAt !== null) throw contentErrors.suggestionUnfit();
  await saveBlock(trx, ctx, writingId, { id: blockId, version: ofVersion, body: suggestion });
  await updateSettled(trx, id, { settledAt: ctx.clock.now(), settledBy: actorName(ctx.actor) });
  return { blockId };
}
