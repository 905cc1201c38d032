import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { CardHolder, MemberKind, Sex } from '../client.ts';
import { asWritten, spellings } from './card-numbers.queries.ts';

export const findHolder = async (db: Db | Tx, number: string): Promise<CardHolder | undefined> =>
  db
    .selectFrom('member')
    .innerJoin('memberCategory', 'memberCategory.id', 'member.categoryId')
    .select(['member.id', 'member.number', 'member.fullName', 'member.birthDate', 'memberCategory.code as category'])
    .select(['member.kelurahan', 'member.kecamatan', 'member.homeLibraryId', 'member.kind', 'member.sex'])
    .select(
      sql<boolean>`member.restricted_at is null and member.erased_at is null and not exists (
        select from member_block b where b.member_id = member.id and b.kind = 'lost_card' and b.lifted_at is null)`.as(
        'usable',
      ),
    )
    .$narrowType<{ kind: MemberKind; sex: Sex | null }>()
    .where('member.number', 'in', spellings(number))
    .orderBy(asWritten('member.number', number))
    .limit(1)
    .executeTakeFirst();

/** What a visit counts of a member. */
export type HolderFacts = Pick<CardHolder, 'id' | 'birthDate' | 'sex' | 'category' | 'kelurahan' | 'kecamatan'>;

/** The same of many, by their ids. Who was erased, and of whom nothing may be used, is left out. */
export async function selectHolders(db: Db | Tx, ids: readonly number[]): Promise<Map<number, HolderFacts>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('member')
    .innerJoin('memberCategory', 'memberCategory.id', 'member.categoryId')
    .select(['member.id', 'member.birthDate', 'member.sex', 'memberCategory.code as category'])
    .select(['member.kelurahan', 'member.kecamatan'])
    .$narrowType<{ sex: Sex | null }>()
    .where('member.id', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .where('member.erasedAt', 'is', null)
    .where('member.restrictedAt', 'is', null)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}
