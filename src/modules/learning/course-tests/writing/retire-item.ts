import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { updateItem } from '../data/items.queries.ts';
import { testErrors } from '../errors.ts';
import { heldItem, testEntity } from '../held-test.ts';
import { isUnwritten } from '../rules/checks.ts';
import { beginningWords } from './beginning.ts';

async function setRetired(ctx: Ctx, itemId: number, version: number, at: Date | null): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const { course, item } = await heldItem(trx, ctx, itemId, version);
    if (at === null && isUnwritten(item.body.prompt.id, beginningWords())) throw testErrors.unwritten();
    await updateItem(trx, itemId, { retiredAt: at });
    await recordAudit(trx, ctx, {
      ...{ action: 'course.test_item_retired', ...testEntity(course) },
      before: { itemId, retired: item.retiredAt !== null },
      after: { itemId, retired: at !== null },
    });
  });
}

/** Gives an item to nobody any more; what was answered stays. Needs `courses.manage`. Throws `course_tests.item_unknown`, `platform.version_conflict`. */
export const retireTestItem = async (ctx: Ctx, itemId: number, version: number): Promise<void> =>
  setRetired(ctx, itemId, version, ctx.clock.now());

/** Gives it out again. Needs and throws as {@link retireTestItem}, `course_tests.unwritten`. */
export const restoreTestItem = async (ctx: Ctx, itemId: number, version: number): Promise<void> =>
  setRetired(ctx, itemId, version, null);
