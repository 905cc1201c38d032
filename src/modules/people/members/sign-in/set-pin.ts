import { randomInt } from 'node:crypto';
import { recordAudit } from '#modules/ground/audit';
import { hashSecret, verifySecret } from '#modules/ground/identity';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { type AppError, platformErrors } from '#platform/errors';
import { findPin, lockPin, updatePin } from '../data/pins.queries.ts';
import { memberErrors } from '../errors.ts';
import { afterWrongPin, PIN_LENGTH, pinMinutesLocked, pinProblem } from '../rules/pin.ts';
import { signOutMember } from './sign-out-member.ts';
import type { LocalDate } from '#shared/dates';

/** A PIN by chance that is neither easy nor the birth date. */
export function randomPin(birthDate: LocalDate | null): string {
  for (;;) {
    const pin = String(randomInt(10 ** PIN_LENGTH)).padStart(PIN_LENGTH, '0');
    if (pinProblem(pin, birthDate) === null) return pin;
  }
}

/** Stores a new PIN, opens a locked card, and ends the member's sessions but one. A desk's new PIN takes a password away. */
async function storePin(
  trx: Tx,
  ctx: Ctx,
  member: { id: number; homeLibraryId: number },
  pinHash: string,
  act: { action: string; keepSession: number | null; clearPassword: boolean },
): Promise<void> {
  await updatePin(trx, member.id, {
    pinHash,
    pinFailedCount: 0,
    pinLockedUntil: null,
    ...(act.clearPassword && { passwordHash: null, passwordClearedAt: ctx.clock.now() }),
  });
  await signOutMember(trx, ctx, { memberId: member.id, except: act.keepSession });
  await recordAudit(trx, ctx, {
    action: act.action,
    entity: 'member',
    entityId: member.id,
    libraryId: member.homeLibraryId,
    ...(act.clearPassword && { after: { passwordCleared: true } }),
  });
}

/**
 * Gives a member a new PIN by chance, which is shown once and stored as a hash only. Opens a locked card. A password that the member had set
 * is gone with it, and the member is told. Permission `members.edit` at the home library.
 */
export async function resetPin(ctx: Ctx, number: string): Promise<{ pin: string; passwordCleared: boolean }> {
  authorizeAnywhere(ctx, 'members.edit');
  const found = await findPin(ctx.db, number.trim());
  if (!found) throw memberErrors.notFound({ number });
  authorize(ctx, 'members.edit', found.homeLibraryId);
  if (found.status !== 'active') throw memberErrors.withdrawn({ number: found.number });
  const pin = randomPin(found.birthDate);
  const pinHash = await hashSecret(pin);
  return ctx.db.transaction().execute(async (trx) => {
    const member = await lockPin(trx, found.id);
    const passwordCleared = member.passwordHash !== null;
    const act = { action: 'member.pin_reset', keepSession: null, clearPassword: passwordCleared };
    await storePin(trx, ctx, member, pinHash, act);
    return { pin, passwordCleared };
  });
}

/**
 * A member changes the own PIN, or sets the first one against the password that came from an older system. Other devices are signed out. A wrong present PIN counts like a wrong sign-in.
 * Throws `members.wrong_pin`, `members.locked`, `platform.invalid_input` (newPin: `pin_format`, `pin_too_easy`).
 */
export async function changeOwnPin(ctx: Ctx, input: { currentPin: string; newPin: string }): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== 'member') throw platformErrors.signInNeeded();
  const stored = await findPin(ctx.db, actor.number);
  if (!stored) throw memberErrors.notFound();
  const problem = pinProblem(input.newPin, stored.birthDate);
  if (problem) throw platformErrors.invalidInput({}, { newPin: problem });
  const hashOf = ({ pinHash, passwordHash }: typeof stored): string | null => pinHash ?? passwordHash;
  const right = await verifySecret(input.currentPin.slice(0, 200), hashOf(stored) ?? '');
  const pinHash = await hashSecret(input.newPin);
  const refusal = await ctx.db.transaction().execute(async (trx): Promise<AppError | null> => {
    const now = ctx.clock.now();
    const member = await lockPin(trx, stored.id);
    const minutes = pinMinutesLocked(member.pinLockedUntil, now);
    if (minutes !== null) return memberErrors.locked({ minutes });
    if (!right || hashOf(member) !== hashOf(stored)) {
      await updatePin(trx, member.id, afterWrongPin(member.pinFailedCount, now));
      return memberErrors.wrongPin({}, { currentPin: 'wrong_pin' });
    }
    await storePin(trx, ctx, member, pinHash, {
      action: 'member.pin_changed',
      keepSession: actor.sessionId,
      clearPassword: false,
    });
    return null;
  });
  if (refusal) throw refusal;
}
