import { systemCtx, type Ctx } from '#platform/context';
import type { Clock } from '#platform/clock';
import type { Db } from '#platform/database/db';
import type { Account } from './accounts/account-view.ts';
import { createAccount, type CreateAccount } from './accounts/create-account.ts';
import { resolveActor } from './sign-in/resolve-actor.ts';
import { signInStaff } from './sign-in/sign-in-staff.ts';

export { BUILTIN_ROLES } from './rules/builtin-roles.ts';
export { builtinRoles } from './rules/builtin-roles.ts';
export { LOCK_AFTER_FAILURES } from './rules/lock-out.ts';
export { addAccount } from './accounts/create-account.ts';
export { readyAccount } from './accounts/create-account.ts';

/** A password that the rules accept. */
export const GOOD_PASSWORD = 'kawung sawo lereng embun';

/** An account made without asking anybody, with {@link GOOD_PASSWORD} unless another is given. */
export const makeAccount = async (
  t: { db: Db; clock: Clock },
  input: Partial<CreateAccount> & { username: string },
): Promise<Account> =>
  createAccount(systemCtx(t.db, t.clock, 'uji'), {
    fullName: `Petugas ${input.username}`,
    password: GOOD_PASSWORD,
    ...input,
  });

/** The context of an account that has really signed in, with its cookie's token. */
export async function signedIn(
  t: { db: Db; clock: Clock; ctx(actor: { kind: 'anonymous' }): Ctx },
  username: string,
  password = GOOD_PASSWORD,
): Promise<{ ctx: Ctx; token: string }> {
  const nobody = t.ctx({ kind: 'anonymous' });
  const { token } = await signInStaff(nobody, { username, password, ip: null, userAgent: 'uji' });
  const { actor } = await resolveActor(t, { bearer: null, sessionToken: token });
  return { ctx: { ...nobody, actor }, token };
}
