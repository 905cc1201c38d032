import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { selectItems, updateItem } from '../data/items.queries.ts';
import { heldItem, testEntity } from '../held-test.ts';

/**
 * Moves an item before the one above it or behind the one below it; at the end it stays. Needs `courses.manage` at the library of the course.
 * Throws `course_tests.item_unknown`.
 */
export async function moveTestItem(ctx: Ctx, itemId: number, by: 'up' | 'down'): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const { course, item } = await heldItem(trx, ctx, itemId, null);
    const offered = (await selectItems(trx, item.courseId)).filter(({ retiredAt }) => retiredAt === null);
    const at = offered.findIndex(({ id }) => id === itemId);
    const other = at === -1 ? undefined : offered[by === 'up' ? at - 1 : at + 1];
    if (!other) return;
    await updateItem(trx, itemId, { position: other.position });
    await updateItem(trx, other.id, { position: item.position });
    await recordAudit(trx, ctx, {
      ...{ action: 'course.test_item_moved', ...testEntity(course) },
      before: { itemId, position: item.position },
      after: { itemId, position: other.position },
    });
  });
}
