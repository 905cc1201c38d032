import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { insertItem, insertVersion, selectItems } from '../data/items.queries.ts';
import { testErrors } from '../errors.ts';
import { heldTest, testEntity } from '../held-test.ts';
import { itemInput, MOST_ITEMS, type ItemInput } from '../schema.ts';
import { mustBeOffered } from './known-competence.ts';

/**
 * Adds an item behind the others; a course without a test gets one, as a draft. Needs `courses.manage` at the library of the course. Throws
 * `courses.not_found`, `course_tests.too_many_items`, `platform.invalid_input`. @returns its id
 */
export async function addTestItem(ctx: Ctx, courseId: number, input: ItemInput): Promise<number> {
  const { body, competenceId } = parseInput(itemInput, input);
  return ctx.db.transaction().execute(async (trx) => {
    const { course } = await heldTest(trx, ctx, courseId, null);
    const items = await selectItems(trx, courseId);
    if (items.length >= MOST_ITEMS) throw testErrors.tooManyItems({ most: MOST_ITEMS });
    await mustBeOffered(trx, competenceId, null);
    const position = Math.max(0, ...items.map((item) => item.position)) + 1;
    const itemId = await insertItem(trx, { courseId, position });
    const stamp = { writtenAt: ctx.clock.now(), writtenBy: actorName(ctx.actor) };
    await insertVersion(trx, { itemId, number: 1, body: { ...body, hints: [] }, competenceId, ...stamp });
    await recordAudit(trx, ctx, {
      ...{ action: 'course.test_item_added', ...testEntity(course) },
      after: { itemId, competenceId },
    });
    return itemId;
  });
}
