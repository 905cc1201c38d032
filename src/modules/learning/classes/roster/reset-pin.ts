import { recordAudit } from '#modules/ground/audit';
import { newLearnerKey, renewKey } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { ToldPin } from '../client.ts';
import { updatePupil } from '../data/pupils.queries.ts';
import { classEntity, heldPupil } from '../held-class.ts';
import { newPin } from './new-pin.ts';

/**
 * Gives a pupil a new PIN, told this once: the old one opens nothing, browsers that came in by it know nothing of the pupil any more, and who waits
 * need not. For the teachers of the class. Throws `classes.pupil_unknown`, `not_yours`.
 */
export async function resetPupilPin(ctx: Ctx, pupilId: number): Promise<ToldPin> {
  authorizeAnywhere(ctx, 'courses.teach');
  const { pin, pinHash } = await newPin();
  return ctx.db.transaction().execute(async (trx) => {
    const { pupil, of } = await heldPupil(trx, ctx, pupilId, null);
    const learnerKey = newLearnerKey();
    await renewKey(trx, pupil.learnerKey, learnerKey);
    await updatePupil(trx, pupilId, { pinHash, learnerKey, failed: 0, pauses: 0, pausedUntil: null });
    await recordAudit(trx, ctx, { action: 'learning_class.pin_reset', ...classEntity(of), after: { pupil: pupilId } });
    return { id: pupilId, name: pupil.name, picture: pupil.picture, pin };
  });
}
