import { isDeepStrictEqual } from 'node:util';
import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { insertVersion, updateItem, updateVersion, wasGivenOut } from '../data/items.queries.ts';
import { heldItem, testEntity } from '../held-test.ts';
import { itemInput, type ItemInput } from '../schema.ts';
import { mustBeOffered } from './known-competence.ts';

/** What is left of something when it is kept: what is not said is not there. */
const asKept = (said: object): unknown => JSON.parse(JSON.stringify(said));

/**
 * Changes an item, over the version that was read. One that somebody got stays as it was for them and becomes the next version of itself for
 * everybody else; saved as it was, nothing changes. Needs `courses.manage` at the library of the course. Throws `course_tests.item_unknown`, `platform.version_conflict`,
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
    const said = { body: { ...body, hints: [] }, competenceId };
    if (isDeepStrictEqual(asKept(said), asKept({ body: item.body, competenceId: item.competenceId }))) return;
    const written = {
      ...said,
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
