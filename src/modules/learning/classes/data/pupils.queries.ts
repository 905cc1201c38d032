import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { ClassPupil } from '#platform/database/db-types';

export interface PupilRow {
  id: number;
  classId: number;
  name: string;
  picture: number;
  pinHash: string;
  failed: number;
  pauses: number;
  pausedUntil: Date | null;
  consentAt: Date | null;
  consentBy: string;
  consentWithdrawnAt: Date | null;
  learnerKey: string;
  version: number;
}

const pupils = (db: Db | Tx) =>
  db
    .selectFrom('classPupil')
    .select([
      ...([
        'id',
        'classId',
        'name',
        'picture',
        'pinHash',
        'failed',
        'pauses',
        'pausedUntil',
        'consentAt',
        'consentBy',
      ] as const),
      ...(['consentWithdrawnAt', 'learnerKey', 'version'] as const),
    ]);

/** Pupils of a class, by their names. */
export const selectPupils = async (db: Db | Tx, classId: number): Promise<PupilRow[]> =>
  pupils(db).where('classId', '=', classId).orderBy('name').orderBy('id').execute();

export const findPupil = async (db: Db | Tx, id: number): Promise<PupilRow | undefined> =>
  pupils(db).where('id', '=', id).executeTakeFirst();

/** Holds a pupil until the transaction ends: PINs that are tried at once are counted one after the other. */
export const lockPupil = async (trx: Tx, id: number): Promise<PupilRow | undefined> =>
  pupils(trx).where('id', '=', id).forUpdate().executeTakeFirst();

export const findByPicture = async (db: Db | Tx, classId: number, picture: number): Promise<PupilRow | undefined> =>
  pupils(db).where('classId', '=', classId).where('picture', '=', picture).executeTakeFirst();

export const selectPictures = async (db: Db | Tx, classId: number): Promise<number[]> =>
  (await db.selectFrom('classPupil').select('picture').where('classId', '=', classId).orderBy('picture').execute()).map(
    ({ picture }) => picture,
  );

/** Whose key it is, in a class that learns. */
export const findByKey = async (
  db: Db | Tx,
  key: string,
): Promise<
  { id: number; classId: number; name: string; className: string; courseId: number; libraryId: number } | undefined
> =>
  db
    .selectFrom('classPupil')
    .innerJoin('learningClass', 'learningClass.id', 'classPupil.classId')
    .select(['classPupil.id', 'classPupil.classId', 'classPupil.name'])
    .select(['learningClass.name as className', 'learningClass.courseId', 'learningClass.libraryId'])
    .where('learnerKey', '=', key)
    .where('learningClass.state', '=', 'active')
    .where('consentAt', 'is not', null)
    .executeTakeFirst();

/** The mark of the pupil whose key it is, and whether their class learns or has ended; undefined: it is the key of no pupil. */
export const findMarkOfKey = async (
  db: Db | Tx,
  key: string,
): Promise<{ mark: string; state: 'active' | 'ended' } | undefined> =>
  db
    .selectFrom('classPupil')
    .innerJoin('learningClass', 'learningClass.id', 'classPupil.classId')
    .select(['classPupil.mark', sql<'active' | 'ended'>`learning_class.state`.as('state')])
    .where('learnerKey', '=', key)
    .executeTakeFirst();

/** Whether a pupil has that mark. */
export const hasMark = async (db: Db | Tx, mark: string): Promise<boolean> =>
  (await db.selectFrom('classPupil').select('id').where('mark', '=', mark).executeTakeFirst()) !== undefined;

/** Holds the pupils of a class until the transaction ends, by their names. */
export const lockPupils = async (trx: Tx, classId: number): Promise<PupilRow[]> => {
  // who comes in or is changed holds one of them: in the order of their numbers no two wait for each other
  await trx.selectFrom('classPupil').select('id').where('classId', '=', classId).orderBy('id').forUpdate().execute();
  return selectPupils(trx, classId);
};

/** How many pupils each of these classes has. */
export const countPupils = async (db: Db | Tx, classIds: readonly number[]): Promise<Map<number, number>> =>
  new Map(
    (
      await db
        .selectFrom('classPupil')
        .select((eb) => ['classId', eb.fn.countAll<number>().as('count')])
        .where('classId', '=', sql<number>`any(${[...classIds]}::bigint[])`)
        .groupBy('classId')
        .execute()
    ).map(({ classId, count }) => [classId, count]),
  );

export const insertPupils = async (
  trx: Tx,
  rows: readonly Insertable<ClassPupil>[],
): Promise<{ id: number; picture: number }[]> =>
  trx
    .insertInto('classPupil')
    .values([...rows])
    .returning(['id', 'picture'])
    .execute();

export const updatePupil = async (trx: Tx, id: number, changes: Updateable<ClassPupil>): Promise<void> => {
  await trx
    .updateTable('classPupil')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
};

/** Counts wrong PINs, of which whoever edits a pupil need know nothing. */
export const updateTries = async (
  trx: Tx,
  id: number,
  changes: { failed: number; pauses: number; pausedUntil: Date | null },
): Promise<void> => {
  await trx.updateTable('classPupil').set(changes).where('id', '=', id).execute();
};

/** Notes the consent of those of a class of whom there is none yet, and was none that was taken back. @returns how many */
export const consentAll = async (trx: Tx, classId: number, { at, by }: { at: Date; by: string }): Promise<number> =>
  Number(
    (
      await trx
        .updateTable('classPupil')
        .set({ consentAt: at, consentBy: by, version: sql`version + 1` })
        .where('classId', '=', classId)
        .where('consentAt', 'is', null)
        .where('consentWithdrawnAt', 'is', null)
        .executeTakeFirst()
    ).numUpdatedRows,
  );

export const deletePupil = async (trx: Tx, id: number): Promise<void> => {
  await trx.deleteFrom('classPupil').where('id', '=', id).execute();
};

/** Classes that ended before an instant; one that nobody ended is over a year after it began, was made or was opened again. */
const isOver = (before: Date) =>
  sql<boolean>`coalesce(learning_class.ended_at,
    greatest((learning_class.starts_on + 365)::timestamptz, learning_class.active_since + interval '365 days')) < ${before}`;

/** Pupils of classes that were over before an instant. */
export const countOver = async (db: Db | Tx, before: Date): Promise<number> =>
  (
    await db
      .selectFrom('classPupil')
      .innerJoin('learningClass', 'learningClass.id', 'classPupil.classId')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where(isOver(before))
      .executeTakeFirstOrThrow()
  ).count;

/** Takes such pupils out, with what was said to them and to their classes. @returns their keys */
export const deleteOver = async (trx: Tx, before: Date): Promise<string[]> => {
  await trx
    .deleteFrom('classMessage')
    .using('learningClass')
    .whereRef('learningClass.id', '=', 'classMessage.classId')
    .where(isOver(before))
    .execute();
  return (
    await trx
      .deleteFrom('classPupil')
      .using('learningClass')
      .whereRef('learningClass.id', '=', 'classPupil.classId')
      .where(isOver(before))
      .returning('classPupil.learnerKey')
      .execute()
  ).map(({ learnerKey }) => learnerKey);
};
