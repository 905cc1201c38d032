import { recordAudit } from '#modules/ground/audit';
import { newLearnerKey, renewKey } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import type { ToldPin } from '../client.ts';
import { lockPupils, selectPupils, updatePupil } from '../data/pupils.queries.ts';
import { classEntity, heldClass, taughtClass } from '../held-class.ts';
import { newPin } from './new-pin.ts';

/**
 * Gives every pupil of a class a new PIN, told this once: the old ones open nothing, and browsers that came in by them know nothing of the pupils any
 * more. For its teachers. Throws `classes.not_found`, `not_yours`, `ended`.
 */
export async function renewPins(ctx: Ctx, id: number): Promise<ToldPin[]> {
  await taughtClass(ctx, id);
  // before the class is held: each takes its time
  const secrets = await Promise.all((await selectPupils(ctx.db, id)).map(async () => newPin()));
  return ctx.db.transaction().execute(async (trx) => {
    const held = await heldClass(trx, ctx, id);
    const told: ToldPin[] = [];
    // held before their learners, as whoever comes in holds them
    for (const [at, pupil] of (await lockPupils(trx, id)).entries()) {
      const { pin, pinHash } = secrets[at] ?? (await newPin());
      const learnerKey = newLearnerKey();
      await renewKey(trx, pupil.learnerKey, learnerKey);
      await updatePupil(trx, pupil.id, { pinHash, learnerKey, failed: 0, pauses: 0, pausedUntil: null });
      told.push({ id: pupil.id, name: pupil.name, picture: pupil.picture, pin });
    }
    await recordAudit(trx, ctx, {
      ...{ action: 'learning_class.pins_renewed', ...classEntity(held) },
      after: { pupils: told.length },
    });
    return told;
  });
}
