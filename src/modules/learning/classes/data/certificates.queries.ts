import { sql, type Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { ClassCertificate } from '#platform/database/db-types';

/** Gives certificates to pupils who have none yet. @returns how many */
export const insertCertificates = async (trx: Tx, rows: readonly Insertable<ClassCertificate>[]): Promise<number> =>
  rows.length === 0
    ? 0
    : (
        await trx
          .insertInto('classCertificate')
          .values([...rows])
          .onConflict((conflict) => conflict.column('pupilId').doNothing())
          .returning('id')
          .execute()
      ).length;

/** Certificates of pupils who are still known, by their names. */
export const selectCertificates = async (
  db: Db | Tx,
  classId: number,
): Promise<{ code: string; name: string; courseTitle: string; issuedAt: Date }[]> =>
  db
    .selectFrom('classCertificate')
    .innerJoin('classPupil', 'classPupil.id', 'classCertificate.pupilId')
    .select(['classCertificate.code', 'classPupil.name', 'classCertificate.courseTitle', 'classCertificate.issuedAt'])
    .where('classCertificate.classId', '=', classId)
    .orderBy('classPupil.name')
    .orderBy('classPupil.id')
    .execute();

export const countCertificates = async (db: Db | Tx, classId: number): Promise<number> =>
  (
    await db
      .selectFrom('classCertificate')
      .select(sql<number>`count(pupil_id)`.as('count'))
      .where('classId', '=', classId)
      .executeTakeFirstOrThrow()
  ).count;

/** What anybody is told of a certificate: no name. */
export const findCertificate = async (
  db: Db | Tx,
  code: string,
): Promise<{ courseTitle: string; schoolYear: string; libraryId: number; issuedAt: Date } | undefined> =>
  db
    .selectFrom('classCertificate')
    .innerJoin('learningClass', 'learningClass.id', 'classCertificate.classId')
    .select(['classCertificate.courseTitle', 'classCertificate.issuedAt'])
    .select(['learningClass.schoolYear', 'learningClass.libraryId'])
    .where('classCertificate.code', '=', code)
    .executeTakeFirst();
