import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { StudyHourEntry } from '#platform/database/db-types';
import type { StudyEntry } from '../client.ts';

export type EntryRow = StudyEntry & { accountId: number };

const entries = (db: Db | Tx) =>
  db
    .selectFrom('studyHourEntry')
    .select([
      'id',
      'accountId',
      'title',
      'organiser',
      'heldOn',
      'jp',
      'certificateNumber',
      'note',
      'courseId',
      'version',
    ]);

export const selectEntries = async (db: Db | Tx, accountIds: readonly number[]): Promise<EntryRow[]> =>
  entries(db)
    .where('accountId', '=', sql<number>`any(${[...accountIds]}::bigint[])`)
    .orderBy('heldOn')
    .orderBy('id')
    .execute();

export const countEntries = async (db: Db | Tx, accountId: number): Promise<number> =>
  (
    await db
      .selectFrom('studyHourEntry')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('accountId', '=', accountId)
      .executeTakeFirstOrThrow()
  ).count;

/** An entry of this person; nobody else has it. */
export const findEntry = async (db: Db | Tx, id: number, accountId: number): Promise<EntryRow | undefined> =>
  entries(db).where('id', '=', id).where('accountId', '=', accountId).executeTakeFirst();

/** The same, held until the transaction ends. */
export const lockEntry = async (trx: Tx, id: number, accountId: number): Promise<EntryRow | undefined> =>
  entries(trx).where('id', '=', id).where('accountId', '=', accountId).forUpdate().executeTakeFirst();

/** Entries of one person are written one after the other until the transaction ends. */
export const lockEntries = async (trx: Tx, accountId: number): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtext('study hours'), hashtext(${String(accountId)}))`.execute(trx);
};

export const insertEntry = async (trx: Tx, row: Insertable<StudyHourEntry>): Promise<number> =>
  (await trx.insertInto('studyHourEntry').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const updateEntry = async (trx: Tx, id: number, changes: Updateable<StudyHourEntry>): Promise<void> => {
  await trx
    .updateTable('studyHourEntry')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
};

export const deleteEntry = async (trx: Tx, id: number): Promise<void> => {
  await trx.deleteFrom('studyHourEntry').where('id', '=', id).execute();
};
