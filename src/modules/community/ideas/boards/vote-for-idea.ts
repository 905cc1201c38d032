import type { Ctx } from '#platform/context';
import { boardOf, takeBoard } from './board-for.ts';
import { findIdea, updateIdea } from '../data/ideas.queries.ts';
import { deleteVote, insertVote, selectVotesOf } from '../data/votes.queries.ts';
import { ideaErrors } from '../errors.ts';
import { needParticipant, type Hand } from './participant.ts';

async function ideaAndVoter(ctx: Ctx, ideaId: number, hand: Hand) {
  const idea = await findIdea(ctx.db, ideaId);
  if (!idea) throw ideaErrors.ideaNotFound();
  const { program } = await boardOf(ctx, idea.boardId);
  return { boardId: idea.boardId, enrolmentId: (await needParticipant(ctx, program.id, hand)).enrolmentId };
}

/**
 * A participant votes for an idea; twice is once. How many votes each has is held by the database (the numbers of the votes). Throws
 * `ideas.idea_not_found`, `ideas.not_participant`, `ideas.phase_forbids`, `ideas.votes_used_up`.
 */
export async function voteForIdea(ctx: Ctx, ideaId: number, hand: Hand): Promise<void> {
  const { boardId, enrolmentId } = await ideaAndVoter(ctx, ideaId, hand);
  await ctx.db.transaction().execute(async (trx) => {
    const { votesEach, version } = await takeBoard(trx, boardId, 'vote');
    // it may have been merged meanwhile
    if (!(await findIdea(trx, ideaId))) throw ideaErrors.ideaNotFound();
    const given = await selectVotesOf(trx, boardId, enrolmentId);
    if (given.some((vote) => vote.ideaId === ideaId)) return;
    const numbers = Array.from({ length: votesEach }, (_, nth) => nth + 1);
    const nth = numbers.find((number) => !given.some((vote) => vote.nth === number));
    if (nth === undefined) throw ideaErrors.votesUsedUp({ votes: votesEach });
    await insertVote(trx, { boardId, enrolmentId, nth, votesEach, ideaId });
    await updateIdea(trx, ideaId, { version });
  });
}

/** The vote is given back. Throws as {@link voteForIdea}. */
export async function takeVoteBack(ctx: Ctx, ideaId: number, hand: Hand): Promise<void> {
  const { boardId, enrolmentId } = await ideaAndVoter(ctx, ideaId, hand);
  await ctx.db.transaction().execute(async (trx) => {
    const { version } = await takeBoard(trx, boardId, 'vote');
    if (await deleteVote(trx, ideaId, enrolmentId)) await updateIdea(trx, ideaId, { version });
  });
}
