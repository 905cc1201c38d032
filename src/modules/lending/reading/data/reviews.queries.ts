import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Review as ReviewTable } from '#platform/database/db-types';
import type { BibVoices, OwnReview, QueuedReview, ShownReview } from '../client.ts';
import type { ReviewStatus } from '../rules/stars.ts';

type Voices = Pick<BibVoices, 'reviews' | 'lists'> & { count: number; sum: number };

/** What the page of a record shows of its readers, in one statement: five probes of indexes, whatever the size of the catalogue. */
export async function selectVoices(db: Db | Tx, bibId: number): Promise<Voices> {
  const query = sql<Omit<Voices, 'reviews'> & { reviews: (Omit<ShownReview, 'changedAt'> & { changedAt: string })[] }>`
    select count(*) as count, coalesce(sum(stars), 0) as sum,
      (select coalesce(json_agg(json_build_object('id', r.id, 'stars', r.stars, 'body', r.body, 'by', p.display_name,
          'changedAt', r.changed_at) order by r.body is null, r.changed_at desc), '[]')
        from (select * from review where bib_id = ${bibId} and status = 'approved'
          order by body is null, changed_at desc limit 3) r
          left join reader_profile p on p.member_id = r.member_id) as reviews,
      (select coalesce(json_agg(json_build_object('title', l.title, 'shareToken', l.share_token) order by l.changed_at desc), '[]')
        from (select l.* from reading_list_entry e join reading_list l on l.id = e.list_id
          where e.bib_id = ${bibId} and l.visibility = 'public' and l.hidden_at is null and l.deleted_at is null
          order by l.changed_at desc limit 3) l) as lists
    from review where bib_id = ${bibId} and status = 'approved'`;
  const row = (await query.execute(db)).rows[0];
  if (!row) return { count: 0, sum: 0, reviews: [], lists: [] };
  return { ...row, reviews: row.reviews.map((one) => ({ ...one, changedAt: new Date(one.changedAt) })) };
}

/** Shown reviews of a title, the latest first. */
export async function selectShown(
  db: Db | Tx,
  bibId: number,
  page: { before: { changedAt: Date; id: number } | null; limit: number },
): Promise<ShownReview[]> {
  let query = db
    .selectFrom('review')
    .leftJoin('readerProfile', 'readerProfile.memberId', 'review.memberId')
    .select(['review.id', 'stars', 'body', 'displayName as by', 'review.changedAt'])
    .where('bibId', '=', bibId)
    .where('status', '=', 'approved')
    .orderBy('review.changedAt', 'desc')
    .orderBy('review.id', 'desc')
    .limit(page.limit + 1);
  if (page.before) {
    const { changedAt, id } = page.before;
    query = query.where(sql<boolean>`(review.changed_at, review.id) < (${changedAt}, ${id}::bigint)`);
  }
  return query.execute();
}

const own = (db: Db | Tx) =>
  db
    .selectFrom('review')
    .innerJoin('bib', 'bib.id', 'review.bibId')
    .select(['review.id', 'review.bibId', 'bib.title', 'stars', 'body', 'reason', 'review.changedAt', 'review.version'])
    .select(sql<ReviewStatus>`review.status`.as('status'));

export const selectReviewsOf = async (db: Db | Tx, memberId: number): Promise<OwnReview[]> =>
  own(db).where('memberId', '=', memberId).orderBy('review.changedAt', 'desc').execute();

export const selectOwnReview = async (db: Db | Tx, memberId: number, bibId: number): Promise<OwnReview | undefined> =>
  own(db).where('memberId', '=', memberId).where('bibId', '=', bibId).executeTakeFirst();

const queued = (db: Db | Tx) =>
  own(db)
    .innerJoin('member', 'member.id', 'review.memberId')
    .leftJoin('readerProfile', 'readerProfile.memberId', 'review.memberId')
    .select(['displayName as by', 'member.number as memberNumber', 'decidedAt', 'decidedBy']);

/** What waits for a librarian, the longest waiting first. */
export async function selectQueue(
  db: Db | Tx,
  page: { after: { changedAt: Date; id: number } | null; limit: number },
): Promise<QueuedReview[]> {
  let query = queued(db)
    .where('review.status', '=', 'pending')
    .orderBy('review.changedAt')
    .orderBy('review.id')
    .limit(page.limit + 1);
  if (page.after) {
    const { changedAt, id } = page.after;
    query = query.where(sql<boolean>`(review.changed_at, review.id) > (${changedAt}, ${id}::bigint)`);
  }
  return query.execute();
}

/** The latest decisions. */
export const selectDecided = async (db: Db | Tx, limit: number): Promise<QueuedReview[]> =>
  queued(db).where('review.status', '<>', 'pending').orderBy('decidedAt', 'desc').limit(limit).execute();

export const lockReview = async (trx: Tx, id: number) =>
  trx
    .selectFrom('review')
    .innerJoin('bib', 'bib.id', 'review.bibId')
    .innerJoin('member', 'member.id', 'review.memberId')
    .select(['review.id', 'review.memberId', 'review.bibId', 'review.version', 'bib.title', 'member.homeLibraryId'])
    .select(sql<ReviewStatus>`review.status`.as('status'))
    .where('review.id', '=', id)
    .forUpdate('review')
    .executeTakeFirst();

/** A reader's word on a title: the first or a new one; either waits to be read. @returns its id */
export async function upsertReview(
  trx: Tx,
  row: Pick<Insertable<ReviewTable>, 'memberId' | 'bibId' | 'stars' | 'body'> & { at: Date },
): Promise<number> {
  const { at, stars, body, ...key } = row;
  const { id } = await trx
    .insertInto('review')
    .values({ ...key, stars, body, createdAt: at, changedAt: at })
    .onConflict((conflict) =>
      conflict.columns(['memberId', 'bibId']).doUpdateSet({
        stars,
        body,
        changedAt: at,
        status: 'pending',
        decidedAt: null,
        decidedBy: null,
        reason: null,
        version: sql`review.version + 1`,
      }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function updateReview(
  trx: Tx,
  id: number,
  changes: Pick<Updateable<ReviewTable>, 'status' | 'decidedAt' | 'decidedBy' | 'reason'>,
): Promise<void> {
  await trx
    .updateTable('review')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
}

/** @returns the id of what went, or null */
export async function deleteReview(trx: Tx, memberId: number, bibId: number): Promise<number | null> {
  const gone = await trx
    .deleteFrom('review')
    .where('memberId', '=', memberId)
    .where('bibId', '=', bibId)
    .returning('id')
    .executeTakeFirst();
  return gone?.id ?? null;
}

/** Reviews of titles that were merged into another one. */
export async function selectReviewsOfMerged(db: Db): Promise<number[]> {
  const query = sql<{ id: number }>`select r.id from review r join bib b on b.id = r.bib_id
    where b.merged_into_id is not null order by r.id`;
  return (await query.execute(db)).rows.map((row) => row.id);
}

/** A review of a title that was merged into another one is of that one; where a reader wrote of both, the kept one's stays. */
export async function moveReviewsOfMerged(trx: Tx, ids: readonly number[]): Promise<void> {
  await sql`delete from review r using bib b
    where r.id = any(${ids}::bigint[]) and b.id = r.bib_id and b.merged_into_id is not null
      and (exists (select from review kept where kept.member_id = r.member_id and kept.bib_id = b.merged_into_id)
        or exists (select from review twin join bib o on o.id = twin.bib_id
          where twin.member_id = r.member_id and o.merged_into_id = b.merged_into_id and twin.bib_id < r.bib_id))`.execute(
    trx,
  );
  await sql`update review r set bib_id = b.merged_into_id from bib b
    where r.id = any(${ids}::bigint[]) and b.id = r.bib_id and b.merged_into_id is not null`.execute(trx);
}
