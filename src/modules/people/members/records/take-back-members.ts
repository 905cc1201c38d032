import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { deleteCategory } from '../data/categories.queries.ts';
import { deleteBlocks, deleteMembers } from '../data/member-batches.queries.ts';

/**
 * Takes members back whom another system brought, in the caller's transaction: this is no erasure, they were never here. The caller has checked the
 * permission, holds the rows, and knows that nothing points at them. Numbers that the counter has passed over are not given again.
 * @returns photos that nothing names any more, to be removed once this stands
 */
export async function takeBackMembers(trx: Tx, ctx: Ctx, ids: readonly number[]): Promise<string[]> {
  const photos = await deleteMembers(trx, ids);
  const count = { entityId: 'all', after: { members: ids.length } };
  await recordAudit(trx, ctx, { action: 'member.taken_back', entity: 'member', ...count });
  return photos;
}

/** The same for blocks that came with them. */
export async function takeBackBlocks(trx: Tx, ctx: Ctx, ids: readonly number[]): Promise<void> {
  await deleteBlocks(trx, ids);
  const count = { entityId: 'all', after: { blocks: ids.length } };
  await recordAudit(trx, ctx, { action: 'member.taken_back', entity: 'member', ...count });
}

/** The same for categories, which are few. */
export async function takeBackCategories(trx: Tx, ctx: Ctx, ids: readonly number[]): Promise<void> {
  for (const id of ids) await deleteCategory(trx, id);
  const count = { entityId: 'all', after: { categories: ids.length } };
  await recordAudit(trx, ctx, { action: 'member_category.taken_back', entity: 'member_category', ...count });
}
