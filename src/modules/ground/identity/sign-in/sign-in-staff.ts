import { recordAudit } from '#modules/ground/audit';
import type { Ctx, Locale } from '#platform/context';
import { AppError } from '#platform/errors';
import { countAttempt, forgetAttempts, networkOf } from '#platform/requests/rate-limit';
import { findAccount, findPassword, lockPassword, updateSignInState } from '../data/accounts.queries.ts';
import { identityErrors } from '../errors.ts';
import { afterFailure, LOCK_AFTER_FAILURES, LOCK_MINUTES, minutesLocked } from '../rules/lock-out.ts';
import { decoyHash, hashSecret, isOldHash, verifySecret } from '../secrets.ts';
import { kindOfNetwork } from '../sample-network.ts';
import { startAccountSession, type StartedSession, type Visitor } from './start-session.ts';

export interface SignIn extends Visitor {
  username: string;
  password: string;
}
export interface SignedIn extends StartedSession {
  accountId: number;
  locale: Locale;
}

const WINDOW = { windowSeconds: LOCK_MINUTES * 60 };
/** A whole office may stand behind one address. */
const PER_ADDRESS = { limit: 60, ...WINDOW };
const PER_NAME = { limit: 20, ...WINDOW };

/**
 * Signs a staff member in. An unknown name, a wrong password and a disabled account get the same answer after the same time
 * (`identity.wrong_sign_in`); too many wrong ones lock for a quarter of an hour (`identity.locked`), whether the name exists or not.
 */
export async function signInStaff(ctx: Ctx, input: SignIn): Promise<SignedIn> {
  const username = input.username.trim().toLowerCase().slice(0, 60);
  if (input.ip) await countAttempt(ctx, `sign-in:ip:${networkOf(input.ip)}`, PER_ADDRESS);
  await countAttempt(ctx, `sign-in:name:${username}`, PER_NAME);
  const stored = await findPassword(ctx.db, username);
  const known = stored && (!stored.isSample || (await kindOfNetwork(ctx.db)) === 'sample');
  if (!known) return refuseUnknown(ctx, username, input.password);
  const secret = input.password.slice(0, 1000);
  const right = await verifySecret(secret, stored.passwordHash);

  // a refusal is written down too, so it is returned from the transaction and thrown after it
  const outcome = await ctx.db.transaction().execute(async (trx): Promise<SignedIn | AppError> => {
    const now = ctx.clock.now();
    const state = await lockPassword(trx, stored.id);
    const minutes = minutesLocked(state.lockedUntil, now);
    if (minutes !== null) return identityErrors.locked({ minutes });
    const account = await findAccount(trx, stored.id);
    if (!right || state.passwordHash !== stored.passwordHash || account?.status !== 'active') {
      const next = afterFailure(state.failedCount, now);
      await updateSignInState(trx, stored.id, next);
      await recordAudit(trx, ctx, {
        action: next.lockedUntil ? 'account.locked' : 'account.sign_in_failed',
        entity: 'account',
        entityId: stored.id,
        after: { username, ip: input.ip },
      });
      return identityErrors.wrongSignIn();
    }
    const started = await startAccountSession(trx, ctx, account, input);
    // whoever has just said the right password of an older system has a hash of the house's own kind from now on
    if (isOldHash(stored.passwordHash)) {
      const passwordHash = await hashSecret(secret);
      await updateSignInState(trx, stored.id, { failedCount: 0, lockedUntil: null, passwordHash });
    }
    return { ...started, accountId: account.id, locale: account.locale === 'en' ? 'en' : 'id' };
  });
  if (outcome instanceof AppError) throw outcome;
  await forgetAttempts(ctx, `sign-in:name:${username}`);
  return outcome;
}

/** Behaves for a name that does not exist as for one that does. */
async function refuseUnknown(ctx: Ctx, username: string, password: string): Promise<never> {
  await verifySecret(password.slice(0, 1000), decoyHash());
  try {
    await countAttempt(ctx, `sign-in:unknown:${username}`, { limit: LOCK_AFTER_FAILURES, ...WINDOW });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw identityErrors.locked({ minutes: Math.ceil(Number(error.params.seconds) / 60) });
  }
  throw identityErrors.wrongSignIn();
}
