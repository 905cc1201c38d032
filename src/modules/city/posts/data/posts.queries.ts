import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Post as PostTable } from '#platform/database/db-types';
import type { LocalDate } from '#shared/dates';
import type { PostState, PostSubjectKind } from '../rules/terms.ts';

/** A post as it is kept. */
export interface PostRow {
  id: number;
  libraryId: number;
  language: 'id' | 'en';
  title: string;
  body: string;
  pictureId: number | null;
  alt: string;
  subject: PostSubjectKind;
  programId: number | null;
  pageId: number | null;
  bibId: number | null;
  collectionId: number | null;
  courseId: number | null;
  address: string | null;
  campaign: string;
  hashtags: string[];
  state: PostState;
  sendOn: LocalDate | null;
  sendMinute: number | null;
  createdAt: Date;
  createdBy: string;
  changedAt: Date;
  writtenById: number | null;
  submittedBy: string;
  submittedById: number | null;
  approvedBy: string;
  version: number;
}

const posts = (db: Db | Tx) =>
  db
    .selectFrom('post')
    .select([
      ...(['id', 'libraryId', 'title', 'body', 'pictureId', 'alt', 'programId', 'pageId', 'bibId'] as const),
      ...(['collectionId', 'courseId', 'address', 'campaign', 'hashtags', 'sendMinute', 'createdAt'] as const),
      ...(['createdBy', 'changedAt', 'writtenById', 'submittedBy', 'submittedById', 'approvedBy'] as const),
      'version',
      sql<PostRow['language']>`post.language`.as('language'),
      sql<PostSubjectKind>`post.subject`.as('subject'),
      sql<PostState>`post.state`.as('state'),
      sql<LocalDate | null>`post.send_on::text`.as('sendOn'),
    ]);

export const findPost = async (db: Db | Tx, id: number): Promise<PostRow | undefined> =>
  posts(db).where('id', '=', id).executeTakeFirst();

/** Holds a post until the transaction ends; its deliveries are locked after it. */
export const lockPost = async (trx: Tx, id: number): Promise<PostRow | undefined> =>
  posts(trx).where('id', '=', id).forUpdate().executeTakeFirst();

export const insertPost = async (trx: Tx, row: Insertable<PostTable>): Promise<number> =>
  (await trx.insertInto('post').values(row).returning('id').executeTakeFirstOrThrow()).id;

export async function updatePost(trx: Tx, id: number, changes: Updateable<PostTable>): Promise<void> {
  await trx
    .updateTable('post')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
}

export interface PostFilter {
  /** null = everywhere. */
  libraryIds: readonly number[] | null;
  /** Left out: all. */
  state?: PostState | undefined;
  /** Whose day is within, both included. */
  between?: { from: LocalDate; until: LocalDate } | undefined;
  beforeId: number | null;
  limit: number;
}

/** From the newest to the oldest; one more than `limit`. */
export async function selectPosts(
  db: Db | Tx,
  { libraryIds, state, between, beforeId, limit }: PostFilter,
): Promise<PostRow[]> {
  let query = posts(db)
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (libraryIds !== null) query = query.where('libraryId', '=', sql<number>`any(${[...libraryIds]}::bigint[])`);
  if (state !== undefined) query = query.where('state', '=', state);
  if (between) {
    query = query
      .where('sendOn', '>=', sql<string>`${between.from}::date`)
      .where('sendOn', '<=', sql<string>`${between.until}::date`);
  }
  if (beforeId !== null) query = query.where('id', '<', beforeId);
  return query.execute();
}

/** What waits for a second person. */
export async function countSubmitted(
  db: Db | Tx,
  libraryIds: readonly number[] | null,
): Promise<{ count: number; since: Date | null }> {
  let query = db
    .selectFrom('post')
    .select([sql<number>`count(*)::int`.as('count'), sql<Date | null>`min(changed_at)`.as('since')])
    .where('state', '=', 'submitted');
  if (libraryIds !== null) query = query.where('libraryId', '=', sql<number>`any(${[...libraryIds]}::bigint[])`);
  return query.executeTakeFirstOrThrow();
}
