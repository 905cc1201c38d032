import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { insertItem, insertVersion, selectItems } from '../data/items.queries.ts';
import { testErrors } from '../errors.ts';
import { heldTest, testEntity } from '../held-test.ts';
import { isUnwritten } from '../rules/checks.ts';
import { itemInput, MOST_ITEMS, type ItemInput } from '../schema.ts';
import { beginningWords } from './beginning.ts';
import { mustBeOffered } from './known-competence.ts';

/**
 * Adds an item behind the others; a course without a test gets one, as a draft. One that nobody has written yet is set aside where the test is
 * open: whoever begins meanwhile is not asked it. Needs `courses.manage` at the library of the course. Throws
 * `courses.not_found`, `course_tests.too_many_items`, `platform.invalid_input`. @returns its id
 */
export async function addTestItem(ctx: Ctx, courseId: number, input: ItemInput): Promise<number> {
  const { body, competenceId } = parseInput(itemInput, input);
  return ctx.db.transaction().execute(async (trx) => {
    const { course, test } = await heldTest(trx, ctx, courseId, null);
    const items = await selectItems(trx, courseId);
    if (items.length >= MOST_ITEMS) throw testErrors.tooManyItems({ most: MOST_ITEMS });
    await mustBeOffered(trx, competenceId, null);
    const position = Math.max(0, ...items.map((item) => item.position)) + 1;
    const now = ctx.clock.now();
    const isSetAside = test.state === 'open' && isUnwritten(body.prompt.id, beginningWords());
    const itemId = await insertItem(trx, { courseId, position, retiredAt: isSetAside ? now : null });
    const stamp = { writtenAt: now, writtenBy: actorName(ctx.actor) };
    await insertVersion(trx, { itemId, number: 1, body: { ...body, hints: [] }, competenceId, ...stamp });
    await recordAudit(trx, ctx, {
      ...{ action: 'course.test_item_added', ...testEntity(course) },
      after: { itemId, competenceId },
    });
    return itemId;
  });
}
