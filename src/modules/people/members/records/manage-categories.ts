import { changedParts, recordAudit } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { violatedUnique, type Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import type { MemberCategory } from '../client.ts';
import {
  findCategory,
  insertCategoryRow,
  lockCategory,
  selectCategories,
  updateCategoryRow,
} from '../data/categories.queries.ts';
import { memberErrors } from '../errors.ts';
import { categoryChanges, categoryInput, type CategoryChanges, type CategoryInput } from '../schema.ts';

/** Categories of members in their order. Anyone may read them. */
export async function listCategories(
  ctx: Pick<Ctx, 'db'>,
  filter: { active?: boolean } = {},
): Promise<MemberCategory[]> {
  return selectCategories(ctx.db, filter);
}

/** One category. Throws `members.category_not_found`. */
export async function getCategory(ctx: Pick<Ctx, 'db'>, code: string): Promise<MemberCategory> {
  const category = await findCategory(ctx.db, code);
  if (!category) throw memberErrors.categoryNotFound();
  return category;
}

const refuseAges = (ages: { minAge?: number | null; maxAge?: number | null }): void => {
  const { minAge = null, maxAge = null } = ages;
  if (minAge !== null && maxAge !== null && maxAge < minAge) {
    throw platformErrors.invalidInput({}, { maxAge: 'ages_reversed' });
  }
};
const orCodeTaken = (code: string) => (error: unknown) => {
  if (violatedUnique(error) === null) throw error;
  throw memberErrors.categoryCodeTaken({ code }, { code: 'taken' });
};

/** Adds a category in a transaction that is already open; the caller has checked the permission. Throws as {@link createCategory}. */
export async function insertCategory(trx: Tx, ctx: Ctx, input: CategoryInput): Promise<MemberCategory> {
  const fields = parseInput(categoryInput, input);
  refuseAges(fields);
  await insertCategoryRow(trx, fields).catch(orCodeTaken(fields.code));
  const category = await getCategory({ db: trx }, fields.code);
  await recordAudit(trx, ctx, {
    action: 'member_category.created',
    entity: 'member_category',
    entityId: category.id,
    after: category,
  });
  return category;
}

/** Adds a category. Permission `settings.manage`. Throws `members.category_code_taken`. */
export async function createCategory(ctx: Ctx, input: CategoryInput): Promise<MemberCategory> {
  authorize(ctx, 'settings.manage', null);
  return ctx.db.transaction().execute(async (trx) => insertCategory(trx, ctx, input));
}

/** Changes a category; `active: false` takes it out of the choices. Validity of cards already given stays. */
export async function updateCategory(
  ctx: Ctx,
  code: string,
  version: number,
  input: CategoryChanges,
): Promise<MemberCategory> {
  authorize(ctx, 'settings.manage', null);
  const changes = parseInput(categoryChanges, input);
  return ctx.db.transaction().execute(async (trx) => {
    const before = await lockCategory(trx, code);
    if (!before) throw memberErrors.categoryNotFound();
    if (before.version !== version) throw platformErrors.versionConflict();
    refuseAges({ minAge: changes.minAge ?? before.minAge, maxAge: changes.maxAge ?? before.maxAge });
    await updateCategoryRow(trx, before.id, changes).catch(orCodeTaken(changes.code ?? code));
    const after = await getCategory({ db: trx }, changes.code ?? code);
    await recordAudit(trx, ctx, {
      action: 'member_category.updated',
      entity: 'member_category',
      entityId: before.id,
      ...changedParts(before, after),
    });
    return after;
  });
}
