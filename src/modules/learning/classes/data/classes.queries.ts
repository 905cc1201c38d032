import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { LearningClass } from '#platform/database/db-types';
import type { ClassState } from '../client.ts';
import type { ClassWay } from '../rules/meetings.ts';

export interface ClassRow {
  id: number;
  libraryId: number;
  courseId: number;
  name: string;
  schoolYear: string;
  code: string;
  state: ClassState;
  startsOn: string;
  endedAt: Date | null;
  way: ClassWay;
  bulkLoanId: number | null;
  boxRequestId: number | null;
  version: number;
}

const classes = (db: Db | Tx) =>
  db
    .selectFrom('learningClass')
    .select([
      ...(['id', 'libraryId', 'courseId', 'name', 'schoolYear', 'code', 'startsOn', 'endedAt', 'version'] as const),
      ...(['bulkLoanId', 'boxRequestId'] as const),
      sql<ClassState>`state`.as('state'),
      sql<ClassWay>`way`.as('way'),
    ]);

export const findClass = async (db: Db | Tx, id: number): Promise<ClassRow | undefined> =>
  classes(db).where('id', '=', id).executeTakeFirst();

/** Holds a class until the transaction ends: two teachers change it one after the other. */
export const lockClass = async (trx: Tx, id: number): Promise<ClassRow | undefined> =>
  classes(trx).where('id', '=', id).forUpdate().executeTakeFirst();

/** Keeps a class from being changed and from ending until the transaction ends, beside others who do the same. @returns whether it learns */
export const shareActiveClass = async (trx: Tx, id: number): Promise<boolean> =>
  (await trx.selectFrom('learningClass').select('state').where('id', '=', id).forShare().executeTakeFirst())?.state ===
  'active';

export const findClassByCode = async (db: Db | Tx, code: string): Promise<ClassRow | undefined> =>
  classes(db).where('code', '=', code).executeTakeFirst();

/** Makes a class, unless another has its code. @returns its id */
export const insertClass = async (trx: Tx, row: Insertable<LearningClass>): Promise<number | undefined> =>
  (
    await trx
      .insertInto('learningClass')
      .values(row)
      .onConflict((conflict) => conflict.column('code').doNothing())
      .returning('id')
      .executeTakeFirst()
  )?.id;

export const updateClass = async (trx: Tx, id: number, changes: Updateable<LearningClass>): Promise<void> => {
  await trx
    .updateTable('learningClass')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
};

/** Classes that an account teaches, those that learn first. */
export const selectClassesOf = async (
  db: Db | Tx,
  { accountId, libraryIds }: { accountId: number; libraryIds: readonly number[] | null },
): Promise<ClassRow[]> => {
  let query = classes(db)
    .where('id', 'in', (eb) => eb.selectFrom('classTeacher').select('classId').where('accountId', '=', accountId))
    .orderBy('state')
    .orderBy('name')
    .orderBy('id');
  if (libraryIds !== null) query = query.where('libraryId', '=', sql<number>`any(${[...libraryIds]}::bigint[])`);
  return query.execute();
};

/** Classes of libraries that learn now. */
export const selectActiveAt = async (db: Db | Tx, libraryIds: readonly number[] | null): Promise<ClassRow[]> => {
  let query = classes(db).where('state', '=', 'active').orderBy('name').orderBy('id');
  if (libraryIds !== null) query = query.where('libraryId', '=', sql<number>`any(${[...libraryIds]}::bigint[])`);
  return query.execute();
};

export const selectTeachers = async (db: Db | Tx, classId: number): Promise<{ id: number; name: string }[]> =>
  db
    .selectFrom('classTeacher')
    .innerJoin('account', 'account.id', 'classTeacher.accountId')
    .select(['account.id', 'account.fullName as name'])
    .where('classId', '=', classId)
    .orderBy('account.fullName')
    .orderBy('account.id')
    .execute();

/** Who teaches each of these classes, by their accounts. */
export const selectTeacherIds = async (
  db: Db | Tx,
  classIds: readonly number[],
): Promise<{ classId: number; accountId: number }[]> =>
  db
    .selectFrom('classTeacher')
    .select(['classId', 'accountId'])
    .where('classId', '=', sql<number>`any(${[...classIds]}::bigint[])`)
    .execute();

export const isTeacher = async (db: Db | Tx, classId: number, accountId: number): Promise<boolean> =>
  (await db
    .selectFrom('classTeacher')
    .select('accountId')
    .where('classId', '=', classId)
    .where('accountId', '=', accountId)
    .executeTakeFirst()) !== undefined;

export const insertTeacher = async (trx: Tx, classId: number, accountId: number): Promise<void> => {
  await trx
    .insertInto('classTeacher')
    .values({ classId, accountId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

/** @returns whether they were one */
export const deleteTeacher = async (trx: Tx, classId: number, accountId: number): Promise<boolean> => {
  const { numDeletedRows } = await trx
    .deleteFrom('classTeacher')
    .where('classId', '=', classId)
    .where('accountId', '=', accountId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
};
