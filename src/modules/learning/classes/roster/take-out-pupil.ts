import { recordAudit } from '#modules/ground/audit';
import { forgetKeys } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { updateClass } from '../data/classes.queries.ts';
import { deletePupil } from '../data/pupils.queries.ts';
import { classEntity, heldPupil } from '../held-class.ts';

/** Takes a pupil out of a class, with all that they answered. For its teachers. Throws `classes.pupil_unknown`, `not_yours`, `platform.version_conflict`. */
export async function takeOutPupil(ctx: Ctx, pupilId: number, version: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const { pupil, of } = await heldPupil(trx, ctx, pupilId, version);
    await forgetKeys(trx, [pupil.learnerKey]);
    await deletePupil(trx, pupilId);
    await updateClass(trx, of.id, {});
    await recordAudit(trx, ctx, {
      ...{ action: 'learning_class.pupil_taken_out', ...classEntity(of) },
      before: { pupil: pupilId },
    });
  });
}
