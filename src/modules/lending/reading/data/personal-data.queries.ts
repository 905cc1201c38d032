import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import { deleteHistory } from './history.queries.ts';
import { selectDisplayName } from './profiles.queries.ts';

/** All that a reader keeps here, for the reader. */
export async function selectReadingOf(db: Db | Tx, memberId: number) {
  const lists = await sql`
    select l.title, l.description, l.visibility, l.created_at,
      (select coalesce(json_agg(json_build_object('title', b.title, 'note', e.note, 'addedAt', e.added_at) order by e.place), '[]')
        from reading_list_entry e join bib b on b.id = e.bib_id where e.list_id = l.id) as entries
    from reading_list l where l.member_id = ${memberId} and l.deleted_at is null order by l.id`.execute(db);
  const reviews = await db
    .selectFrom('review')
    .innerJoin('bib', 'bib.id', 'review.bibId')
    .select(['bib.title', 'stars', 'body', 'status', 'reason', 'review.createdAt', 'review.changedAt'])
    .where('memberId', '=', memberId)
    .orderBy('review.id')
    .execute();
  const reports = await db
    .selectFrom('contentReport')
    .select(['reason', 'reportedAt'])
    .where('memberId', '=', memberId)
    .orderBy('id')
    .execute();
  const history = await db
    .selectFrom('readingHistory')
    .select(['title', 'author', 'loanedAt', 'returnedAt'])
    .where('memberId', '=', memberId)
    .orderBy('returnedAt', 'desc')
    .execute();
  const displayName = await selectDisplayName(db, memberId);
  return { displayName, lists: lists.rows, reviews, reports, history };
}

/** It is the reader's own: with the person all of it goes. */
export async function forgetReader(trx: Tx, memberId: number): Promise<void> {
  await deleteHistory(trx, [memberId]);
  await trx.deleteFrom('contentReport').where('memberId', '=', memberId).execute();
  await trx.deleteFrom('review').where('memberId', '=', memberId).execute();
  await trx.deleteFrom('readingList').where('memberId', '=', memberId).execute();
  await trx.deleteFrom('readerProfile').where('memberId', '=', memberId).execute();
}
