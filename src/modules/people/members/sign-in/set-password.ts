import { recordAudit } from '#modules/ground/audit';
import { hashSecret, passwordProblem, verifySecret } from '#modules/ground/identity';
import type { Ctx } from '#platform/context';
import { platformErrors, type AppError } from '#platform/errors';
import { findPin, lockPin, updatePin } from '../data/pins.queries.ts';
import { memberErrors } from '../errors.ts';
import { afterWrongPin, hashOfKind, pinMinutesLocked } from '../rules/pin.ts';
import { signOutMember } from './sign-out-member.ts';

/**
 * A member sets or changes the own password, against the present PIN or password. The PIN stays: machines without a keyboard ask for it.
 * Other devices are signed out. A wrong present secret counts like a wrong sign-in.
 * Throws `members.wrong_secret`, `members.locked`, `platform.invalid_input` (next: `password_same`, `password_short`, `password_common`, `too_long`).
 */
export async function setOwnPassword(ctx: Ctx, input: { current: string; next: string }): Promise<void> {
  const own = await ownSecrets(ctx);
  const same = input.next === input.current ? 'password_same' : null;
  const words = [own.stored.number, own.stored.fullName, own.stored.email ?? ''];
  const problem = same ?? passwordProblem(input.next, words);
  if (problem) throw platformErrors.invalidInput({}, { next: problem });
  await keepPassword(ctx, own, input.current, await hashSecret(input.next));
}

/**
 * A member gives the own password up and signs in by the PIN again. Throws `members.pin_first` where there is none (who moved in from another system
 * may have a password alone), `members.wrong_secret`, `members.locked`.
 */
export async function removeOwnPassword(ctx: Ctx, input: { current: string }): Promise<void> {
  const own = await ownSecrets(ctx);
  if (own.stored.pinHash === null) throw memberErrors.pinFirst();
  await keepPassword(ctx, own, input.current, null);
}

/** Has the member a PIN? Who moved in from another system may have a password alone. */
export const hasOwnPin = async (ctx: Ctx): Promise<boolean> => (await ownSecrets(ctx)).stored.pinHash !== null;

/** Has the member who is signed in a password? */
export async function hasOwnPassword(ctx: Ctx): Promise<boolean> {
  return (await ownSecrets(ctx)).stored.passwordHash !== null;
}

async function ownSecrets(ctx: Ctx) {
  const { actor } = ctx;
  if (actor.kind !== 'member') throw platformErrors.signInNeeded();
  const stored = await findPin(ctx.db, actor.number);
  if (!stored) throw memberErrors.notFound();
  return { stored, sessionId: actor.sessionId };
}

async function keepPassword(
  ctx: Ctx,
  { stored, sessionId }: Awaited<ReturnType<typeof ownSecrets>>,
  current: string,
  passwordHash: string | null,
): Promise<void> {
  const hash = hashOfKind(stored, current);
  const right = await verifySecret(current.slice(0, 200), hash ?? '');
  const refusal = await ctx.db.transaction().execute(async (trx): Promise<AppError | null> => {
    const now = ctx.clock.now();
    const member = await lockPin(trx, stored.id);
    const minutes = pinMinutesLocked(member.pinLockedUntil, now);
    if (minutes !== null) return memberErrors.locked({ minutes });
    if (!right || hashOfKind(member, current) !== hash || (passwordHash === null && member.pinHash === null)) {
      await updatePin(trx, member.id, afterWrongPin(member.pinFailedCount, now));
      return memberErrors.wrongSecret({}, { current: 'wrong_secret' });
    }
    await updatePin(trx, member.id, { passwordHash, pinFailedCount: 0, pinLockedUntil: null });
    await signOutMember(trx, ctx, { memberId: member.id, except: sessionId });
    await recordAudit(trx, ctx, {
      action: passwordHash === null ? 'member.password_removed' : 'member.password_set',
      entity: 'member',
      entityId: member.id,
      libraryId: member.homeLibraryId,
    });
    return null;
  });
  if (refusal) throw refusal;
}
