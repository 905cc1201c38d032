import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { BoxNews } from '../rules/box-news.ts';

/** News of the box of a class that learns, of which its teachers know nothing yet. */
export interface WaitingBoxNews {
  classId: number;
  className: string;
  /** Of the class. */
  libraryId: number;
  requestId: number;
  what: BoxNews;
  /** Who was asked. */
  lender: string;
  dueOn: string;
  /** Why there is no box; empty: there is one. */
  answer: string;
}

/** How a box stands, where that is told; a box that came back was there before. */
const NEWS = sql`case when r.state = 'declined' then 'declined' when r.state <> 'accepted' then null
  when b.status = 'packing' then 'accepted' when b.status = 'open' then 'lent' when b.status = 'cancelled' then 'cancelled' end`;

export const selectBoxNews = async (db: Db | Tx, limit: number): Promise<WaitingBoxNews[]> =>
  (
    await sql<WaitingBoxNews>`
      select c.id as class_id, c.name as class_name, c.library_id, r.id as request_id, ${NEWS} as what, l.name as lender,
        coalesce(b.due_on, r.due_on) as due_on, r.answer
      from learning_class c join bulk_loan_request r on r.id = c.box_request_id join library l on l.id = r.library_id
        left join bulk_loan b on b.id = r.bulk_loan_id
      where c.state = 'active' and ${NEWS} is not null and c.box_told <> r.id || ':' || ${NEWS}
      order by c.id limit ${limit}`.execute(db)
  ).rows;

/** Takes a piece of news, once: of two processes one gets it. @returns whether it is still to be told */
export async function takeBoxNews(trx: Tx, { classId, requestId, what }: WaitingBoxNews): Promise<boolean> {
  const told = `${requestId}:${what}`;
  const { numUpdatedRows } = await trx
    .updateTable('learningClass')
    .set({ boxTold: told })
    .where('id', '=', classId)
    .where('state', '=', 'active')
    .where('boxRequestId', '=', requestId)
    .where('boxTold', '!=', told)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** How the box of a class stands is news again. */
export async function forgetBoxNews(trx: Tx, classId: number): Promise<void> {
  await trx.updateTable('learningClass').set({ boxTold: '' }).where('id', '=', classId).execute();
}
