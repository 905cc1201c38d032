import { sql, type Insertable, type Updateable } from 'kysely';
import { askWaiting } from '#platform/database/ask-waiting';
import type { Db, Tx } from '#platform/database/db';
import type { PromiseRemark } from '#platform/database/db-types';
import type { Waiting } from '#platform/places';
import type { Remark, RemarkState, Review } from '../client.ts';

const remarks = (db: Db | Tx) =>
  db
    .selectFrom('promiseRemark')
    .leftJoin('standardEdition', (join) =>
      join
        .onRef('standardEdition.standardId', '=', 'promiseRemark.standardId')
        .on('standardEdition.state', '=', 'published'),
    )
    .select([
      'promiseRemark.id',
      'promiseRemark.standardId',
      'standardEdition.name as standardName',
      'promiseRemark.text',
      'promiseRemark.proven',
      'promiseRemark.answer',
      'promiseRemark.answeredBy',
      'promiseRemark.answeredAt',
      'promiseRemark.createdAt',
      'promiseRemark.version',
      sql<RemarkState>`promise_remark.state`.as('state'),
    ]);

/** The oldest first while they wait, else the latest first. @param afterId the last one of the page before */
export async function selectRemarks(
  db: Db | Tx,
  { state, afterId = null, limit }: { state: RemarkState; afterId?: number | null; limit: number },
): Promise<Remark[]> {
  const isOpen = state === 'new';
  let query = remarks(db)
    .where('promiseRemark.state', '=', state)
    .orderBy('promiseRemark.id', isOpen ? 'asc' : 'desc')
    .limit(limit);
  if (afterId !== null) query = query.where('promiseRemark.id', isOpen ? '>' : '<', afterId);
  return query.execute();
}

export const findRemark = async (db: Db | Tx, id: number): Promise<Remark | undefined> =>
  remarks(db).where('promiseRemark.id', '=', id).executeTakeFirst();

/** A form sent twice is one remark. @returns null for the second */
export const insertRemark = async (trx: Tx, row: Insertable<PromiseRemark>): Promise<number | null> =>
  (
    await trx
      .insertInto('promiseRemark')
      .values(row)
      .onConflict((conflict) => conflict.column('token').doNothing())
      .returning('id')
      .executeTakeFirst()
  )?.id ?? null;

export const lockRemark = async (trx: Tx, id: number) =>
  trx
    .selectFrom('promiseRemark')
    .select(['id', 'version', 'answer', sql<RemarkState>`state`.as('state')])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

export const updateRemark = async (trx: Tx, id: number, changes: Updateable<PromiseRemark>) =>
  trx
    .updateTable('promiseRemark')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();

export const countPastRemarks = async (db: Db | Tx, before: Date): Promise<number> =>
  (
    await db
      .selectFrom('promiseRemark')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('createdAt', '<', before)
      .executeTakeFirstOrThrow()
  ).count;

/** @returns how many went */
export async function deletePastRemarks(trx: Tx, before: Date): Promise<number> {
  const { numDeletedRows } = await trx.deleteFrom('promiseRemark').where('createdAt', '<', before).executeTakeFirst();
  return Number(numDeletedRows);
}

/** The latest first. */
export const selectReviews = async (db: Db | Tx, limit: number): Promise<Review[]> =>
  db
    .selectFrom('promiseReview')
    .select(['id', 'heldOn', 'summary', 'heldBy'])
    .orderBy('heldOn', 'desc')
    .limit(limit)
    .execute();

/** @returns null: there is one of that day */
export async function insertReview(
  trx: Tx,
  row: { heldOn: string; summary: string; heldBy: string; createdAt: Date },
): Promise<number | null> {
  const made = await trx
    .insertInto('promiseReview')
    .values(row)
    .onConflict((conflict) => conflict.column('heldOn').doNothing())
    .returning('id')
    .executeTakeFirst();
  return made?.id ?? null;
}

/** Remarks that nobody has answered. */
export const countNewRemarks = async (db: Db): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(created_at) as since from promise_remark where state = 'new'`,
  );

/** 1 when the promises that are published were to be reviewed before a day of a zone: a year after the last review, or after the first promise. */
export const countReviewsDue = async (db: Db, zone: string, today: string): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`with begun as (
        select coalesce((select max(held_on) from promise_review),
          (select min(signed_on) from standard_edition where state <> 'draft')) as day
      )
      select (case when day + interval '1 year' <= ${today}::date then 1 else 0 end) as count,
        case when day + interval '1 year' <= ${today}::date then (day + interval '1 year') at time zone ${zone}::text end as since
      from begun`,
  );
