import { sql, type Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { MemberFamily } from '#platform/database/db-types';
import type { LocalDate } from '#shared/dates';
import type { LinkEnd } from '../rules/family.ts';

/** A running link as its two sides read it; `other` is who stands at the other end. */
export interface LinkRow {
  id: number;
  memberId: number;
  number: string;
  fullName: string;
  homeLibraryId: number;
  birthDate: LocalDate | null;
  timeZone: string;
  relation: string;
  startedAt: Date;
}

const links = (db: Db | Tx, side: 'childId' | 'guardianId') =>
  db
    .selectFrom('memberFamily')
    .innerJoin('member', 'member.id', `memberFamily.${side}`)
    .innerJoin('library', 'library.id', 'member.homeLibraryId')
    .select(['memberFamily.id', 'member.id as memberId', 'member.number', 'member.fullName', 'member.homeLibraryId'])
    .select(['member.birthDate', 'library.timeZone', 'memberFamily.relation', 'memberFamily.startedAt'])
    .where('memberFamily.endedAt', 'is', null)
    .orderBy('member.birthDate')
    .orderBy('member.id');

export const selectChildren = async (db: Db | Tx, guardianId: number): Promise<LinkRow[]> =>
  links(db, 'childId').where('memberFamily.guardianId', '=', guardianId).execute();
export const selectGuardians = async (db: Db | Tx, childId: number): Promise<LinkRow[]> =>
  links(db, 'guardianId').where('memberFamily.childId', '=', childId).execute();

/** The running link of two members with what says whether it holds; `lock` keeps it from being ended meanwhile. */
export const findLink = async (db: Db | Tx, pair: { guardianId: number; childId: number }, lock?: 'share' | 'update') =>
  db
    .selectFrom('memberFamily')
    .innerJoin('member', 'member.id', 'memberFamily.childId')
    .innerJoin('library', 'library.id', 'member.homeLibraryId')
    .select(['memberFamily.id', 'member.birthDate', 'library.timeZone'])
    .where('memberFamily.guardianId', '=', pair.guardianId)
    .where('memberFamily.childId', '=', pair.childId)
    .where('memberFamily.endedAt', 'is', null)
    .$if(lock === 'share', (query) => query.forShare('memberFamily'))
    .$if(lock === 'update', (query) => query.forUpdate('memberFamily'))
    .executeTakeFirst();

/** @returns false when the two are linked already */
export async function insertLink(trx: Tx, row: Insertable<MemberFamily>): Promise<boolean> {
  const made = await trx
    .insertInto('memberFamily')
    .values(row)
    .onConflict((conflict) => conflict.columns(['guardianId', 'childId']).where('endedAt', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

export async function endLinkRow(trx: Tx, id: number, end: { at: Date; by: string; reason: LinkEnd }): Promise<void> {
  await trx
    .updateTable('memberFamily')
    .set({ endedAt: end.at, endedBy: end.by, endReason: end.reason })
    .where('id', '=', id)
    .execute();
}

/** Running links whose child was born on this day or before. */
export async function selectLinksOfBornUntil(
  db: Db,
  { born, afterId, limit }: { born: LocalDate; afterId: number; limit: number },
): Promise<number[]> {
  const rows = await db
    .selectFrom('memberFamily')
    .innerJoin('member', 'member.id', 'memberFamily.childId')
    .select('memberFamily.id')
    .where('memberFamily.endedAt', 'is', null)
    .where('member.birthDate', '<=', born)
    .where('memberFamily.id', '>', afterId)
    .orderBy('memberFamily.id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** A link with its child, locked, as long as it runs. */
export const lockRunningLink = async (trx: Tx, id: number) =>
  trx
    .selectFrom('memberFamily')
    .innerJoin('member', 'member.id', 'memberFamily.childId')
    .innerJoin('library', 'library.id', 'member.homeLibraryId')
    .select(['memberFamily.id', 'memberFamily.guardianId', 'memberFamily.childId'])
    .select(['member.birthDate', 'member.homeLibraryId', 'library.timeZone'])
    .where('memberFamily.id', '=', id)
    .where('memberFamily.endedAt', 'is', null)
    .forUpdate('memberFamily')
    .executeTakeFirst();

/** All links of a member, also those that are over, without who stands at the other end. */
export const selectLinksOf = async (db: Db | Tx, memberId: number) =>
  db
    .selectFrom('memberFamily')
    .select((eb) => [
      eb
        .case()
        .when('guardianId', '=', memberId)
        .then(sql<'guardian_of' | 'child_of'>`'guardian_of'`)
        .else(sql<'guardian_of' | 'child_of'>`'child_of'`)
        .end()
        .as('kind'),
    ])
    .select(['relation', 'startedAt', 'endedAt'])
    .where((eb) => eb.or([eb('guardianId', '=', memberId), eb('childId', '=', memberId)]))
    .orderBy('id')
    .execute();

export async function deleteLinksOf(trx: Tx, memberId: number): Promise<void> {
  await trx
    .deleteFrom('memberFamily')
    .where((eb) => eb.or([eb('guardianId', '=', memberId), eb('childId', '=', memberId)]))
    .execute();
}
