import { sql, type Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { RetentionApproval } from '#platform/database/db-types';
import type { LocalDate } from '#shared/dates';

/** What a person has let go and no run has taken up yet. */
export const selectOpenApproval = async (db: Db | Tx, key: string) =>
  db
    .selectFrom('retentionApproval')
    .select(['id', 'beforeAt', sql<number[] | null>`to_jsonb(member_ids)`.as('memberIds')])
    .where('classKey', '=', key)
    .where('runId', 'is', null)
    .executeTakeFirst();

/** How long each class was kept when a person last let one of its clearings go. */
export async function selectApprovedDays(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('retentionApproval')
    .distinctOn('classKey')
    .select(['classKey', 'days'])
    .where('runId', 'is not', null)
    .orderBy('classKey')
    .orderBy('id', 'desc')
    .execute();
  return new Map(rows.map((row) => [row.classKey, row.days]));
}

/** Said again before the run began, the later word counts. */
export async function insertApproval(trx: Tx, row: Insertable<RetentionApproval>): Promise<void> {
  await trx.deleteFrom('retentionApproval').where('classKey', '=', row.classKey).where('runId', 'is', null).execute();
  await trx.insertInto('retentionApproval').values(row).execute();
}

/** The ids of members are needed no longer, and of those who went they are pseudonyms' now. */
export async function closeApproval(db: Db, id: number, runId: number): Promise<void> {
  await db.updateTable('retentionApproval').set({ runId, memberIds: null }).where('id', '=', id).execute();
}

/** Members who are not pseudonyms. */
export async function countLiving(db: Db): Promise<number> {
  const row = await db
    .selectFrom('member')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('erasedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return row.count;
}

export interface GoingMember {
  id: number;
  number: string;
  fullName: string;
  homeLibraryId: number;
  /** Name of the library. */
  homeLibrary: string;
  lastActiveOn: LocalDate;
  expiresOn: LocalDate | null;
}
export const selectGoing = async (db: Db, ids: readonly number[]): Promise<GoingMember[]> =>
  db
    .selectFrom('member')
    .innerJoin('library', 'library.id', 'member.homeLibraryId')
    .select(['member.id', 'member.number', 'member.fullName', 'member.homeLibraryId', 'library.name as homeLibrary'])
    .select(['member.lastActiveOn', 'member.expiresOn'])
    .where(sql<boolean>`member.id = any(${[...ids]}::bigint[])`)
    .orderBy('member.id')
    .execute();
