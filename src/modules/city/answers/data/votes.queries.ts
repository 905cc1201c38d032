import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import { LEAST } from '#shared/disclosure';
import type { AnswerWord } from '../client.ts';

/** One a browser and entry: a later one takes the place of an earlier one. */
export const writeVote = async (
  trx: Tx,
  vote: { entryId: number; voterHash: string; helpful: boolean; word: string; votedAt: Date },
) =>
  trx
    .insertInto('helpVote')
    .values(vote)
    .onConflict((conflict) =>
      conflict
        .columns(['entryId', 'voterHash'])
        .doUpdateSet({ helpful: vote.helpful, word: vote.word, votedAt: vote.votedAt }),
    )
    .execute();

export const deleteVotes = async (trx: Tx, entryId: number) =>
  trx.deleteFrom('helpVote').where('entryId', '=', entryId).execute();

export const findVote = async (db: Db | Tx, entryId: number, voterHash: string) =>
  db
    .selectFrom('helpVote')
    .select(['helpful', 'word'])
    .where('entryId', '=', entryId)
    .where('voterHash', '=', voterHash)
    .executeTakeFirst();

/** What was said in words, the latest first. */
export const selectWords = async (db: Db | Tx, entryId: number, limit: number): Promise<AnswerWord[]> =>
  db
    .selectFrom('helpVote')
    .select(['helpful', 'word', 'votedAt'])
    .where('entryId', '=', entryId)
    .where('word', '<>', '')
    .orderBy('votedAt', 'desc')
    .limit(limit)
    .execute();

/** Published answers of which more readers say that they did not help than that they did, where enough have said something; the worst first. */
export async function selectVotedDown(
  db: Db | Tx,
  limit: number,
): Promise<{ id: number; question: string; yes: number; no: number }[]> {
  const votes = sql<{ id: number; question: string; yes: number; no: number }>`
    select e.id, e.question, count(*) filter (where v.helpful)::integer as yes, count(*) filter (where not v.helpful)::integer as no
    from help_entry e join help_vote v on v.entry_id = e.id
    where e.state = 'published'
    group by e.id
    having count(*) >= ${LEAST.people} and count(*) filter (where not v.helpful) > count(*) filter (where v.helpful)
    order by count(*) filter (where not v.helpful) - count(*) filter (where v.helpful) desc, e.id
    limit ${limit}`;
  return (await votes.execute(db)).rows;
}

const past = (before: Date) => sql<boolean>`voted_at < ${before} and word <> ''`;

export const countPastWords = async (db: Db | Tx, before: Date): Promise<number> =>
  (
    await db
      .selectFrom('helpVote')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where(past(before))
      .executeTakeFirstOrThrow()
  ).count;

/** The vote stays, its word goes. @returns how many */
export async function clearPastWords(trx: Tx, before: Date): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('helpVote')
    .set({ word: '' })
    .where(past(before))
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}
