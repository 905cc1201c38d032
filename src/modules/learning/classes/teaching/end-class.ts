import { recordAudit } from '#modules/ground/audit';
import { closeLearnersOf, reopenLearnersOf } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { issueCertificates } from '../certificates/issue-certificates.ts';
import { updateClass } from '../data/classes.queries.ts';
import { cancelToCome } from '../data/meetings.queries.ts';
import { dropBoxRequest } from './ask-box.ts';
import { untellBox } from './tell-box.ts';
import { classErrors } from '../errors.ts';
import { classEntity, heldAnyClass, heldClass } from '../held-class.ts';

/** Ends a class: nobody comes in by its code any more, nothing is answered in it, its pupils go after their days, meetings to come are called off, and whoever finished gets a certificate. For its teachers. Throws `classes.not_found`, `not_yours`, `ended`, `platform.version_conflict`. */
export async function endClass(ctx: Ctx, id: number, version: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldClass(trx, ctx, id, version);
    await updateClass(trx, id, { state: 'ended', endedAt: ctx.clock.now() });
    await closeLearnersOf(trx, id, ctx.clock.now());
    await cancelToCome(trx, id, ctx.clock.now());
    await dropBoxRequest(trx, ctx, held);
    await untellBox(trx, ctx, id);
    await issueCertificates(trx, ctx, held);
    await recordAudit(trx, ctx, { action: 'learning_class.ended', ...classEntity(held), after: { name: held.name } });
  });
}

/** Opens a class that was ended again, with the pupils who are still there. For its teachers. Throws `classes.not_found`, `not_yours`, `not_ended`, `platform.version_conflict`. */
export async function reopenClass(ctx: Ctx, id: number, version: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldAnyClass(trx, ctx, id, version);
    if (held.state !== 'ended') throw classErrors.notEnded();
    await updateClass(trx, id, { state: 'active', endedAt: null, activeSince: ctx.clock.now() });
    await reopenLearnersOf(trx, id);
    await recordAudit(trx, ctx, {
      action: 'learning_class.reopened',
      ...classEntity(held),
      after: { name: held.name },
    });
  });
}
