import { randomUUID } from 'node:crypto';
import { recordAudit } from '#modules/ground/audit';
import { newLearnerKey, renewKey } from '#modules/learning/courses';
import { actorName, type Ctx } from '#platform/context';
import { updateClass } from '../data/classes.queries.ts';
import { consentAll, updatePupil } from '../data/pupils.queries.ts';
import { classEntity, heldClass, heldPupil } from '../held-class.ts';

/** Notes that a parent or guardian allows a pupil to learn here. For the teachers of the class. Throws `classes.pupil_unknown`, `not_yours`, `platform.version_conflict`. */
export async function noteConsent(ctx: Ctx, pupilId: number, version: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const { of } = await heldPupil(trx, ctx, pupilId, version);
    await updatePupil(trx, pupilId, {
      ...{ consentAt: ctx.clock.now(), consentBy: actorName(ctx.actor), consentWithdrawnAt: null },
    });
    await recordAudit(trx, ctx, {
      ...{ action: 'learning_class.consent_noted', ...classEntity(of) },
      after: { pupil: pupilId },
    });
  });
}

/**
 * Notes that a parent or guardian allows it no more: the pupil does not come in, browsers where they are know nothing of them any more, what waits in one is taken from nobody, and what
 * they answered stays until they are taken out. For the teachers of the class. Throws as {@link noteConsent}.
 */
export async function withdrawConsent(ctx: Ctx, pupilId: number, version: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const { pupil, of } = await heldPupil(trx, ctx, pupilId, version);
    const learnerKey = newLearnerKey();
    await renewKey(trx, pupil.learnerKey, learnerKey);
    await updatePupil(trx, pupilId, {
      ...{ learnerKey, mark: randomUUID() },
      ...{ consentAt: null, consentBy: '', consentWithdrawnAt: ctx.clock.now() },
    });
    // whoever was about to note that of the whole class reads it again
    await updateClass(trx, of.id, {});
    await recordAudit(trx, ctx, {
      ...{ action: 'learning_class.consent_withdrawn', ...classEntity(of) },
      after: { pupil: pupilId },
    });
  });
}

/**
 * Notes it of all pupils of a class of whom it was not noted yet, over the version that was read: of a pupil whom somebody added meanwhile nothing
 * is attested, nor of one whose parents took it back: that is noted of them alone. For its teachers. Throws `classes.not_found`, `not_yours`, `ended`, `platform.version_conflict`. @returns of how many
 */
export async function noteAllConsents(ctx: Ctx, id: number, version: number): Promise<number> {
  return ctx.db.transaction().execute(async (trx) => {
    const held = await heldClass(trx, ctx, id, version);
    const pupils = await consentAll(trx, id, { at: ctx.clock.now(), by: actorName(ctx.actor) });
    await recordAudit(trx, ctx, { action: 'learning_class.consents_noted', ...classEntity(held), after: { pupils } });
    return pupils;
  });
}
