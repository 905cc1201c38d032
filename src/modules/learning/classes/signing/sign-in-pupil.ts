import { recordAudit } from '#modules/ground/audit';
import { verifySecret } from '#modules/ground/identity';
import { holdLearnerOfKey } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { shareActiveClass } from '../data/classes.queries.ts';
import { findByPicture, lockPupil, updateTries } from '../data/pupils.queries.ts';
import { classErrors } from '../errors.ts';
import { classEntity } from '../held-class.ts';
import { afterWrong, minutesPaused, PIN } from '../rules/pins.ts';
import { signInInput, type SignInPupil } from '../schema.ts';
import { classOfCode } from './find-class.ts';

/** What a pupil who came in needs: the key for their browser, and where they learn. */
export interface PupilSignedIn {
  key: string;
  course: string;
}

/**
 * Lets a pupil in by the code of the class, their picture and their PIN. Five wrong PINs in a row make that child wait five minutes, the next
 * time twice as long, and nobody else: neither the class nor the address, behind which a whole school may stand. Throws `classes.code_unknown`, `wrong_pin`, `paused`,
 * `consent_missing` (said to whoever knows the PIN), `other_signed_in`, `courses.withdrawn`, `platform.too_many_requests`, `invalid_input`.
 */
export async function signInPupil(
  ctx: Ctx,
  { ip, ...input }: SignInPupil & { ip: string | null },
): Promise<PupilSignedIn> {
  // answers of whoever is signed in stand with their card, not with a class
  if (ctx.actor.kind !== 'anonymous') throw classErrors.otherSignedIn();
  const { code, picture, pin } = parseInput(signInInput, input);
  const found = await classOfCode(ctx, { code, ip });
  const seen = await findByPicture(ctx.db, found.id, picture);
  const waits = seen ? minutesPaused(seen.pausedUntil, ctx.clock.now()) : null;
  if (waits !== null) throw classErrors.paused({ minutes: waits });
  // which pictures there are stands at the door: what cannot be right costs nothing
  if (!seen || !PIN.test(pin)) throw classErrors.wrongPin();
  const isRight = await verifySecret(pin, seen.pinHash);
  // a wrong PIN is written down, so the refusal is returned from the transaction and thrown after it
  const outcome = await ctx.db.transaction().execute(async (trx): Promise<PupilSignedIn | AppError> => {
    const now = ctx.clock.now();
    // the class first, as whoever ends it and whoever takes a pupil out of it holds it
    if (!(await shareActiveClass(trx, found.id))) return classErrors.codeUnknown({}, { code: 'unknown' });
    const held = await lockPupil(trx, seen.id);
    if (!held) return classErrors.wrongPin();
    const minutes = minutesPaused(held.pausedUntil, now);
    if (minutes !== null) return classErrors.paused({ minutes });
    if (!isRight || held.pinHash !== seen.pinHash) {
      const next = afterWrong(held, now);
      await updateTries(trx, held.id, next);
      if (next.pausedUntil === null) return classErrors.wrongPin();
      await recordAudit(trx, ctx, {
        ...{ action: 'learning_class.pupil_paused', ...classEntity(found) },
        after: { pupil: held.id },
      });
      return classErrors.paused({ minutes: minutesPaused(next.pausedUntil, now) ?? 1 });
    }
    await updateTries(trx, held.id, { failed: 0, pauses: 0, pausedUntil: null });
    if (held.consentAt === null) return classErrors.consentMissing();
    const course = await holdLearnerOfKey(trx, {
      ...{ courseId: found.courseId, groupId: found.id },
      ...{ key: held.learnerKey, at: now },
    });
    return { key: held.learnerKey, course };
  });
  if (outcome instanceof AppError) throw outcome;
  return outcome;
}
