import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { insertVersion, updateItem, updateVersion, wasGivenOut } from '../data/items.queries.ts';
import { heldItem, testEntity } from '../held-test.ts';
import { itemInput, type ItemInput } from '../schema.ts';
import { mustBeOffered } from './known-competence.ts';

/**
 * Changes an item, over the version that was read. One that somebody got stays as it was for them and becomes the next version of itself for
 * everybody else. Needs `courses.manage` at the library of the course. Throws `course_tests.item_unknown`, `platform.version_conflict`,
 * `invalid_input`.
 */
export async function saveTestItem(
  ctx: Ctx,
  itemId: number,
  { version, ...input }: ItemInput & { version: number },
): Promise<void> {
  const { body, competenceId } = parseInput(itemInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const { course, item } = await heldItem(trx, ctx, itemId, version);
    await mustBeOffered(trx, competenceId, item.competenceId);
    const written = {
      ...{ body: { ...body, hints: [] }, competenceId },
      ...{ writtenAt: ctx.clock.now(), writtenBy: actorName(ctx.actor) },
    };
    const isNext = await wasGivenOut(trx, item.versionId);
    if (isNext) await insertVersion(trx, { itemId, number: item.number + 1, ...written });
    else await updateVersion(trx, item.versionId, written);
    await updateItem(trx, itemId, {});
    await recordAudit(trx, ctx, {
      ...{ action: 'course.test_item_changed', ...testEntity(course) },
      before: { itemId, number: item.number, competenceId: item.competenceId },
      after: { itemId, number: isNext ? item.number + 1 : item.number, competenceId },
    });
  });
}
