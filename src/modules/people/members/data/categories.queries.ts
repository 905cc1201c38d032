import type { Insertable, Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { MemberCategory as CategoryTable } from '#platform/database/db-types';
import type { MemberCategory, MemberKind } from '../client.ts';

const selectCategoryRows = (db: Db | Tx) =>
  db
    .selectFrom('memberCategory')
    .select(['id', 'code', 'nameId', 'nameEn', 'kind', 'minAge', 'maxAge', 'validityMonths', 'sortOrder'])
    .select(['active', 'version'])
    .$narrowType<{ kind: MemberKind }>();

export const selectCategories = async (db: Db | Tx, filter: { active?: boolean } = {}): Promise<MemberCategory[]> => {
  const all = selectCategoryRows(db).orderBy('sortOrder').orderBy('code');
  return (filter.active === undefined ? all : all.where('active', '=', filter.active)).execute();
};
export const findCategory = async (db: Db | Tx, code: string): Promise<MemberCategory | undefined> =>
  selectCategoryRows(db).where('code', '=', code).executeTakeFirst();
export const lockCategory = async (trx: Tx, code: string): Promise<MemberCategory | undefined> =>
  selectCategoryRows(trx).where('code', '=', code).forUpdate().executeTakeFirst();

export async function insertCategoryRow(trx: Tx, row: Insertable<CategoryTable>): Promise<void> {
  await trx.insertInto('memberCategory').values(row).execute();
}
export async function updateCategoryRow(trx: Tx, id: number, changes: Updateable<CategoryTable>): Promise<void> {
  await trx
    .updateTable('memberCategory')
    .set(changes)
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}
