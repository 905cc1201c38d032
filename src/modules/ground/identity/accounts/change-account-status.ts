import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { loadMastered, withGrants, type Account } from './account-view.ts';
import { updateAccountRow } from '../data/accounts.queries.ts';
import { revokeSessions } from '../data/sessions.queries.ts';
import { revokeTokens } from '../data/tokens.queries.ts';
import { requireOtherAdministrator } from '../roles/revoke-role.ts';

export interface ChangeStatus {
  id: number;
  version: number;
}

/**
 * Closes an account: it can no longer sign in, its sessions and tokens end at once. What it did stays in the audit trail.
 * The last network-wide administrator stays (`identity.last_administrator`).
 */
export const disableAccount = async (ctx: Ctx, input: ChangeStatus): Promise<Account> =>
  changeStatus(ctx, input, 'disabled');

/** Opens a closed account again; the person signs in anew. */
export const enableAccount = async (ctx: Ctx, input: ChangeStatus): Promise<Account> =>
  changeStatus(ctx, input, 'active');

async function changeStatus(ctx: Ctx, input: ChangeStatus, status: 'active' | 'disabled'): Promise<Account> {
  return ctx.db.transaction().execute(async (trx) => {
    const account = await loadMastered(trx, ctx, input.id);
    const now = ctx.clock.now();
    if (status === 'disabled') {
      await requireOtherAdministrator(trx, account.id);
      await revokeSessions(trx, { accountId: account.id }, now);
      await revokeTokens(trx, { accountId: account.id }, now);
    }
    const row = await updateAccountRow(trx, account.id, input.version, { status }, now);
    if (!row) throw platformErrors.versionConflict();
    await recordAudit(trx, ctx, {
      action: status === 'disabled' ? 'account.disabled' : 'account.enabled',
      entity: 'account',
      entityId: account.id,
      libraryId: account.homeLibraryId,
      before: { status: account.status },
      after: { status },
    });
    const [changed] = await withGrants(trx, [row]);
    return changed ?? { ...row, grants: [] };
  });
}
