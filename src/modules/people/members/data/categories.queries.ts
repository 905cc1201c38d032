import type { Insertable, Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import { Kept } from '#platform/database/kept';
import type { MemberCategory as CategoryTable } from '#platform/database/db-types';
import type { MemberCategory, MemberKind } from '../client.ts';

const selectCategoryRows = (db: Db | Tx) =>
  db
    .selectFrom('memberCategory')
    .select(['id', 'code', 'nameId', 'nameEn', 'kind', 'minAge', 'maxAge', 'validityMonths', 'sortOrder'])
    .select(['active', 'version'])
    .$narrowType<{ kind: MemberKind }>();

const categories = new Kept(['memberCategory'], async (db) =>
  selectCategoryRows(db).orderBy('sortOrder').orderBy('code').execute(),
);

export const selectCategories = async (db: Db | Tx, filter: { active?: boolean } = {}): Promise<MemberCategory[]> => {
  const all = await categories.of(db);
  return filter.active === undefined ? [...all] : all.filter(({ active }) => active === filter.active);
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

export async function deleteCategory(trx: Tx, id: number): Promise<void> {
  await trx.deleteFrom('memberCategory').where('id', '=', id).execute();
}
