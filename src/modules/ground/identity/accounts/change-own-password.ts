import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { countAttempt } from '#platform/requests/rate-limit';
import { requireGoodPassword } from './account-input.ts';
import { findPasswordById, updateSignInState } from '../data/accounts.queries.ts';
import { revokeSessions } from '../data/sessions.queries.ts';
import { requireOwnAccount } from './own-account.ts';
import { hashSecret, verifySecret } from '../secrets.ts';

/** One's own new password, against the current one. All other sessions of the account end; this one stays. */
export async function changeOwnPassword(ctx: Ctx, input: { current: string; next: string }): Promise<void> {
  const actor = requireOwnAccount(ctx);
  await countAttempt(ctx, `own-password:${actor.id}`, { limit: 10, windowSeconds: 900 });
  const stored = await findPasswordById(ctx.db, actor.id);
  if (!stored || !(await verifySecret(input.current, stored.passwordHash))) {
    throw platformErrors.invalidInput({}, { current: 'wrong_password' });
  }
  requireGoodPassword(input.next, [actor.username, actor.name], 'next');
  if (input.current === input.next) throw platformErrors.invalidInput({}, { next: 'password_same' });
  const passwordHash = await hashSecret(input.next);
  await ctx.db.transaction().execute(async (trx) => {
    await updateSignInState(trx, actor.id, { passwordHash, failedCount: 0, lockedUntil: null });
    await revokeSessions(trx, { accountId: actor.id }, ctx.clock.now(), { except: actor.sessionId });
    await recordAudit(trx, ctx, { action: 'account.password_changed', entity: 'account', entityId: actor.id });
  });
}
