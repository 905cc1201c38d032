import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Verdict } from '../client.ts';
import type { Side } from '../rules/sides.ts';

/** Somebody who writes a course beside those who answer for it. */
export interface AuthorRow {
  accountId: number;
  name: string;
  invitedBy: string;
  at: Date;
}

const everyAuthor = (db: Db | Tx, courseId: number) =>
  db
    .selectFrom('courseAuthor')
    .innerJoin('account', 'account.id', 'courseAuthor.accountId')
    .where('courseAuthor.courseId', '=', courseId)
    .where('courseAuthor.removedAt', 'is', null);
const authors = (db: Db | Tx, courseId: number) => everyAuthor(db, courseId).where('account.status', '=', 'active');

/** Who is named as writing a course, by name, also whose account is closed: it may be opened again. */
export const selectEveryAuthor = async (
  db: Db | Tx,
  courseId: number,
): Promise<(AuthorRow & { isClosed: boolean })[]> =>
  everyAuthor(db, courseId)
    .select([
      ...(['courseAuthor.accountId', 'account.fullName as name', 'courseAuthor.invitedBy', 'courseAuthor.at'] as const),
      sql<boolean>`account.status <> 'active'`.as('isClosed'),
    ])
    .orderBy('account.fullName')
    .orderBy('account.id')
    .execute();

/** Who writes a course now, by name; whose account is closed does no more. */
export const selectAuthors = async (db: Db | Tx, courseId: number): Promise<AuthorRow[]> =>
  (await selectEveryAuthor(db, courseId)).flatMap(({ isClosed, ...one }) => (isClosed ? [] : [one]));

/** Ids of those who write courses now, by course. */
export const selectAuthorIds = async (
  db: Db | Tx,
  courseIds: readonly number[],
): Promise<{ courseId: number; accountId: number }[]> =>
  db
    .selectFrom('courseAuthor')
    .innerJoin('account', 'account.id', 'courseAuthor.accountId')
    .select(['courseAuthor.courseId', 'courseAuthor.accountId'])
    .where('courseAuthor.courseId', '=', sql<number>`any(${[...courseIds]}::bigint[])`)
    .where('courseAuthor.removedAt', 'is', null)
    .where('account.status', '=', 'active')
    .execute();

export const isAuthor = async (db: Db | Tx, courseId: number, accountId: number): Promise<boolean> =>
  (await authors(db, courseId)
    .select('courseAuthor.accountId')
    .where('courseAuthor.accountId', '=', accountId)
    .executeTakeFirst()) !== undefined;

/** Courses that somebody writes with others, those changed last first. */
export const selectAuthored = async (db: Db | Tx, accountId: number): Promise<number[]> =>
  (
    await db
      .selectFrom('courseAuthor')
      .innerJoin('course', 'course.id', 'courseAuthor.courseId')
      .select('courseAuthor.courseId')
      .where('courseAuthor.accountId', '=', accountId)
      .where('courseAuthor.removedAt', 'is', null)
      .orderBy('course.changedAt', 'desc')
      .orderBy('course.id')
      .limit(100)
      .execute()
  ).map(({ courseId }) => courseId);

/** Lets somebody write a course; who did once does again. */
export const writeAuthor = async (
  trx: Tx,
  row: { courseId: number; accountId: number; invitedBy: string; invitedById: number | null; at: Date },
): Promise<void> => {
  await trx
    .insertInto('courseAuthor')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['courseId', 'accountId'])
        .doUpdateSet({ invitedBy: row.invitedBy, invitedById: row.invitedById, at: row.at, removedAt: null }),
    )
    .execute();
};

/** @returns whether they wrote it */
export const removeAuthorRow = async (
  trx: Tx,
  { courseId, accountId, at }: { courseId: number; accountId: number; at: Date },
): Promise<boolean> => {
  const { numUpdatedRows } = await trx
    .updateTable('courseAuthor')
    .set({ removedAt: at })
    .where('courseId', '=', courseId)
    .where('accountId', '=', accountId)
    .where('removedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

/** An invitation that nobody has answered yet. */
export interface InvitationRow {
  id: number;
  courseId: number;
  libraryId: number;
  name: string;
  email: string;
  invitedBy: string;
  invitedById: number | null;
  at: Date;
  expiresAt: Date;
}

const invitations = (db: Db | Tx) =>
  db
    .selectFrom('courseInvitation')
    .select(['id', 'courseId', 'libraryId', 'name', 'email', 'invitedBy', 'invitedById', 'at', 'expiresAt']);

export const selectInvitations = async (db: Db | Tx, courseId: number): Promise<InvitationRow[]> =>
  invitations(db).where('courseId', '=', courseId).orderBy('id').execute();

export const findInvitation = async (db: Db | Tx, id: number): Promise<InvitationRow | undefined> =>
  invitations(db).where('id', '=', id).executeTakeFirst();

export const findInvitationByToken = async (db: Db | Tx, tokenHash: Buffer): Promise<InvitationRow | undefined> =>
  invitations(db).where('tokenHash', '=', tokenHash).executeTakeFirst();

export const insertInvitation = async (
  trx: Tx,
  row: Omit<InvitationRow, 'id'> & { tokenHash: Buffer },
): Promise<number> =>
  (await trx.insertInto('courseInvitation').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const updateInvitation = async (
  trx: Tx,
  id: number,
  changes: { tokenHash: Buffer; invitedBy: string; invitedById: number | null; at: Date; expiresAt: Date },
): Promise<void> => {
  await trx.updateTable('courseInvitation').set(changes).where('id', '=', id).execute();
};

/** @returns whether it stood: of two who answer at once one does */
export const deleteInvitation = async (trx: Tx, id: number): Promise<boolean> => {
  const { numDeletedRows } = await trx.deleteFrom('courseInvitation').where('id', '=', id).executeTakeFirst();
  return numDeletedRows > 0n;
};

/** Removes those that ended before. */
export const deleteEndedInvitations = async (db: Db | Tx, before: Date): Promise<void> => {
  await db.deleteFrom('courseInvitation').where('expiresAt', '<', before).execute();
};

/** What one side said of a course that was submitted. */
export interface ReviewRow {
  id: number;
  version: number;
  side: Side;
  byName: string;
  verdict: Verdict;
  words: string;
  at: Date;
}

/** What was said of a course, the last first. */
export const selectReviews = async (db: Db | Tx, courseId: number, limit: number): Promise<ReviewRow[]> =>
  db
    .selectFrom('courseReview')
    .select([
      ...(['id', 'version', 'byName', 'words', 'at'] as const),
      sql<Side>`side`.as('side'),
      sql<Verdict>`verdict`.as('verdict'),
    ])
    .where('courseId', '=', courseId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();

/** What was said of courses as they stand now, the last first. */
export const selectVerdicts = async (
  db: Db | Tx,
  courseIds: readonly number[],
): Promise<(Pick<ReviewRow, 'version' | 'side' | 'verdict'> & { courseId: number })[]> =>
  db
    .selectFrom('courseReview')
    .innerJoin('course', 'course.id', 'courseReview.courseId')
    .select(['courseReview.courseId', 'courseReview.version'])
    .select([sql<Side>`course_review.side`.as('side'), sql<Verdict>`course_review.verdict`.as('verdict')])
    .where('courseReview.courseId', '=', sql<number>`any(${[...courseIds]}::bigint[])`)
    .whereRef('courseReview.version', '=', 'course.version')
    .orderBy('courseReview.id', 'desc')
    .execute();

export const insertReview = async (
  trx: Tx,
  row: Omit<ReviewRow, 'id'> & { courseId: number; byId: number | null },
): Promise<void> => {
  await trx.insertInto('courseReview').values(row).execute();
};
