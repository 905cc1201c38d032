import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/** A certificate of a workshop that somebody has shown. */
export interface WorkshopRow {
  certificateId: number;
  accountId: number;
  courseId: number | null;
}

export const selectWorkshops = async (db: Db | Tx, accountIds: readonly number[]): Promise<WorkshopRow[]> =>
  db
    .selectFrom('studyHourWorkshop')
    .select(['certificateId', 'accountId', 'courseId'])
    .where('accountId', '=', sql<number>`any(${[...accountIds]}::bigint[])`)
    .orderBy('certificateId')
    .execute();

/** @returns whether nobody had shown it */
export const insertWorkshop = async (trx: Tx, row: WorkshopRow & { shownAt: Date }): Promise<boolean> => {
  const written = await trx
    .insertInto('studyHourWorkshop')
    .values(row)
    .onConflict((conflict) => conflict.column('certificateId').doNothing())
    .returning('certificateId')
    .executeTakeFirst();
  return written !== undefined;
};

/** @returns whether it was shown by this person */
export const deleteWorkshop = async (trx: Tx, certificateId: number, accountId: number): Promise<boolean> => {
  const { numDeletedRows } = await trx
    .deleteFrom('studyHourWorkshop')
    .where('certificateId', '=', certificateId)
    .where('accountId', '=', accountId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
};
