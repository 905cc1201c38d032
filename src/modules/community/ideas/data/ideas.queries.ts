import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Idea } from '#platform/database/db-types';

/** How many plans came of a card `i`: of its own idea, and of those that were merged into it. */
export const plansUnder = sql<number>`(select count(*) from action_plan p where p.status <> 'stopped'
  and p.idea_id in (select d.id from idea d where d.board_id = i.board_id and (d.id = i.id or d.merged_into_id = i.id)))`;

export const insertIdea = async (trx: Tx, row: Insertable<Idea>): Promise<number> =>
  (await trx.insertInto('idea').values(row).returning('id').executeTakeFirstOrThrow()).id;

/** An idea that is on the board still. */
export const findIdea = async (db: Db | Tx, id: number) =>
  db
    .selectFrom('idea')
    .select(['id', 'boardId', 'text', 'theme', 'enrolmentId', 'ownerHash'])
    .where('id', '=', id)
    .where('withdrawnAt', 'is', null)
    .where('mergedIntoId', 'is', null)
    .executeTakeFirst();

export const updateIdea = async (trx: Tx, id: number, changes: Updateable<Idea>) =>
  trx.updateTable('idea').set(changes).where('id', '=', id).execute();

/** Texts of paper notes that are on a board. */
export async function selectNotes(trx: Tx, boardId: number): Promise<Set<string>> {
  const rows = await trx
    .selectFrom('idea')
    .select('text')
    .where('boardId', '=', boardId)
    .where('source', '=', 'paper')
    .where('withdrawnAt', 'is', null)
    .execute();
  return new Set(rows.map(({ text }) => text));
}

/** Ideas of a board that are on it. @returns which of the ids are */
export async function setTheme(
  trx: Tx,
  { boardId, ids, theme, version }: { boardId: number; ids: readonly number[]; theme: string; version: number },
): Promise<number> {
  const changed = await trx
    .updateTable('idea')
    .set({ theme, version })
    .where('boardId', '=', boardId)
    .where('id', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .where('withdrawnAt', 'is', null)
    .where('mergedIntoId', 'is', null)
    .executeTakeFirst();
  return Number(changed.numUpdatedRows);
}

/** What is said twice becomes one: votes and comments go along; who voted for both has one vote back. */
export async function mergeInto(trx: Tx, { from, into, version }: { from: number; into: number; version: number }) {
  await sql`delete from idea_vote v where v.idea_id = ${from}
    and exists (select from idea_vote o where o.idea_id = ${into} and o.enrolment_id = v.enrolment_id)`.execute(trx);
  for (const table of ['ideaVote', 'ideaComment'] as const) {
    await trx
      .updateTable(table)
      .set({ ideaId: into, cameFromId: sql<number>`coalesce(came_from_id, ${from})` })
      .where('ideaId', '=', from)
      .execute();
  }
  await trx.updateTable('idea').set({ mergedIntoId: into, version }).where('mergedIntoId', '=', from).execute();
  await updateIdea(trx, from, { mergedIntoId: into, version });
  await updateIdea(trx, into, { version });
}

/** Duplicates come back as cards of their own, with the votes and comments that were given on them; what was given on all of them stays. */
export async function unmerge(trx: Tx, id: number, version: number): Promise<void> {
  for (const table of ['ideaVote', 'ideaComment'] as const) {
    await trx
      .updateTable(table)
      .set({ ideaId: sql<number>`came_from_id`, cameFromId: null })
      .where('ideaId', '=', id)
      .where('cameFromId', 'is not', null)
      .execute();
  }
  await trx.updateTable('idea').set({ mergedIntoId: null, version }).where('mergedIntoId', '=', id).execute();
  await updateIdea(trx, id, { version });
}

export const insertComment = async (
  trx: Tx,
  row: { ideaId: number; text: string; enrolmentId: number | null; authorName: string; createdAt: Date },
): Promise<number> => (await trx.insertInto('ideaComment').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const findComment = async (db: Db | Tx, id: number) =>
  db
    .selectFrom('ideaComment')
    .innerJoin('idea', 'idea.id', 'ideaComment.ideaId')
    .select(['ideaComment.id', 'ideaComment.ideaId', 'ideaComment.enrolmentId', 'idea.boardId'])
    .where('ideaComment.id', '=', id)
    .where('ideaComment.removedAt', 'is', null)
    .executeTakeFirst();

export const removeCommentRow = async (trx: Tx, id: number, removedAt: Date) =>
  trx.updateTable('ideaComment').set({ removedAt }).where('id', '=', id).execute();
