import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { updateClass } from '../data/classes.queries.ts';
import { classEntity, heldClass } from '../held-class.ts';
import { refuseFarDay } from './far-day.ts';
import { classHead, type ClassHeadInput } from '../schema.ts';

/** Changes what is said of a class. For its teachers. Throws `classes.not_found`, `not_yours`, `ended`, `platform.version_conflict`, `invalid_input`. */
export async function saveClass(
  ctx: Ctx,
  id: number,
  { version, ...input }: ClassHeadInput & { version: number },
): Promise<void> {
  authorizeAnywhere(ctx, 'courses.teach');
  const head = parseInput(classHead, input);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldClass(trx, ctx, id, version);
    // a day that stands may be long ago by now
    if (head.startsOn !== held.startsOn) refuseFarDay(head.startsOn, ctx.clock.now());
    await updateClass(trx, id, head);
    const { name, schoolYear, startsOn, way } = held;
    await recordAudit(trx, ctx, {
      ...{ action: 'learning_class.changed', ...classEntity(held) },
      before: { name, schoolYear, startsOn, way },
      after: head,
    });
  });
}
