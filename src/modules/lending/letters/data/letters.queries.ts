import type { Insertable } from 'kysely';
import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Letter as LetterTable } from '#platform/database/db-types';
import type { LetterKind } from '../client.ts';
import type { LetterContent } from '../rules/content.ts';

const letters = (db: Db | Tx) =>
  db
    .selectFrom('letter')
    .leftJoin('member', 'member.id', 'letter.memberId')
    .innerJoin('library', 'library.id', 'letter.libraryId')
    .select(['letter.id', 'letter.kind', 'letter.number', 'letter.code', 'letter.level', 'letter.libraryId'])
    .select(['letter.issuedAt', 'letter.issuedBy', 'letter.revokedAt', 'letter.revokedBy', 'letter.revokedReason'])
    .select([
      'member.number as memberNumber',
      'member.homeLibraryId',
      'library.code as libraryCode',
      'library.name as libraryName',
      'library.timeZone',
    ])
    .select(sql<LetterContent>`letter.content`.as('content'))
    .$narrowType<{ kind: LetterKind }>();
export type LetterRow = NonNullable<Awaited<ReturnType<typeof findLetter>>>;

export const findLetter = async (db: Db | Tx, id: number) => letters(db).where('letter.id', '=', id).executeTakeFirst();
export const findLetterByCode = async (db: Db | Tx, code: string) =>
  letters(db).where('letter.code', '=', code).executeTakeFirst();
export const lockLetter = async (trx: Tx, id: number) =>
  letters(trx).where('letter.id', '=', id).forUpdate(['letter']).executeTakeFirst();

export const selectLetters = async (
  db: Db | Tx,
  filter: {
    libraryId: number | null;
    /** Only of members of these home libraries; null = of all. */
    homes: readonly number[] | null;
    memberNumber?: string;
    beforeId: number | null;
    limit: number;
  },
): Promise<LetterRow[]> => {
  let query = letters(db).orderBy('letter.id', 'desc').limit(filter.limit);
  if (filter.libraryId !== null) query = query.where('letter.libraryId', '=', filter.libraryId);
  if (filter.homes) {
    // a letter of thanks and a receipt are about no member: they belong to their library
    query = query.where(
      sql<boolean>`coalesce(member.home_library_id, letter.library_id) = any(${[...filter.homes]}::bigint[])`,
    );
  }
  if (filter.memberNumber !== undefined) query = query.where('member.number', '=', filter.memberNumber);
  if (filter.beforeId !== null) query = query.where('letter.id', '<', filter.beforeId);
  return query.execute();
};

/** The warnings that a member has had from a library and that were not taken back. */
export const selectWarnings = async (trx: Tx, memberId: number, libraryId: number) =>
  trx
    .selectFrom('letter')
    .select(['level', 'issuedAt'])
    .where('memberId', '=', memberId)
    .where('libraryId', '=', libraryId)
    .where('kind', '=', 'warning')
    .where('revokedAt', 'is', null)
    .$narrowType<{ level: number }>()
    .execute();

/** Letters that one round of warnings has issued, in their order. */
export const selectLettersOfRound = async (
  db: Db,
  { libraryId, round }: { libraryId: number; round: string },
): Promise<number[]> => {
  const rows = await db
    .selectFrom('letter')
    .select('id')
    .where('libraryId', '=', libraryId)
    .where('round', '=', round)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
};

export const insertLetter = async (trx: Tx, row: Insertable<LetterTable>): Promise<number> =>
  (await trx.insertInto('letter').values(row).returning('id').executeTakeFirstOrThrow()).id;

export async function markRevoked(trx: Tx, id: number, by: { at: Date; name: string; reason: string }): Promise<void> {
  const revoked = { revokedAt: by.at, revokedBy: by.name, revokedReason: by.reason };
  await trx.updateTable('letter').set(revoked).where('id', '=', id).execute();
}

/** All letters to a member, the newest first. */
export const selectLettersOf = async (db: Db | Tx, memberId: number) =>
  db
    .selectFrom('letter')
    .select(['kind', 'number', 'level', 'issuedAt', 'revokedAt'])
    .where('memberId', '=', memberId)
    .orderBy('id', 'desc')
    .execute();
