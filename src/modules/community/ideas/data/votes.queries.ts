import type { Tx } from '#platform/database/db';

/** Which of a person's votes on a board are given. */
export async function selectVotesOf(trx: Tx, boardId: number, enrolmentId: number) {
  return trx
    .selectFrom('ideaVote')
    .select(['nth', 'ideaId'])
    .where('boardId', '=', boardId)
    .where('enrolmentId', '=', enrolmentId)
    .orderBy('nth')
    .execute();
}

export const insertVote = async (
  trx: Tx,
  vote: { boardId: number; enrolmentId: number; nth: number; votesEach: number; ideaId: number },
) => trx.insertInto('ideaVote').values(vote).execute();

/** @returns false when there was none */
export async function deleteVote(trx: Tx, ideaId: number, enrolmentId: number): Promise<boolean> {
  const gone = await trx
    .deleteFrom('ideaVote')
    .where('ideaId', '=', ideaId)
    .where('enrolmentId', '=', enrolmentId)
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

/** Votes for an idea are free again. */
export async function deleteVotesFor(trx: Tx, ideaId: number): Promise<void> {
  await trx.deleteFrom('ideaVote').where('ideaId', '=', ideaId).execute();
}
