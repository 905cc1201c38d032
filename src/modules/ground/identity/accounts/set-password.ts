import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { requireGoodPassword } from './account-input.ts';
import { loadMastered } from './account-view.ts';
import { updateSignInState } from '../data/accounts.queries.ts';
import { revokeSessions } from '../data/sessions.queries.ts';
import { hashSecret } from '../secrets.ts';

/** A manager gives an account a new password: opens a locked account, ends all its sessions. */
export async function setPassword(ctx: Ctx, input: { accountId: number; password: string }): Promise<void> {
  const { username, fullName, email } = await loadMastered(ctx.db, ctx, input.accountId);
  requireGoodPassword(input.password, [username, fullName, email ?? '']);
  const passwordHash = await hashSecret(input.password);
  await ctx.db.transaction().execute(async (trx) => {
    const account = await loadMastered(trx, ctx, input.accountId);
    await updateSignInState(trx, account.id, { passwordHash, failedCount: 0, lockedUntil: null });
    await revokeSessions(trx, { accountId: account.id }, ctx.clock.now());
    await recordAudit(trx, ctx, {
      action: 'account.password_set',
      entity: 'account',
      entityId: account.id,
      libraryId: account.homeLibraryId,
      after: { username: account.username },
    });
  });
}
