import { recordAudit } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { loadManaged, withGrants, type Account } from '../accounts/account-view.ts';
import { deleteGrant, lockHoldersNetworkWide } from '../data/roles.queries.ts';
import { identityErrors } from '../errors.ts';
import { requireHeld } from './hand-out.ts';
import { ADMINISTRATOR } from '../rules/builtin-roles.ts';

/** Takes one grant away. The last network-wide administrator stays (`identity.last_administrator`). */
export async function revokeRole(ctx: Ctx, input: { accountId: number; grantId: number }): Promise<Account> {
  return ctx.db.transaction().execute(async (trx) => {
    const account = await loadManaged(trx, ctx, input.accountId);
    const grant = account.grants.find((candidate) => candidate.id === input.grantId);
    if (!grant) throw platformErrors.notFound();
    authorize(ctx, 'accounts.manage', grant.libraryId);
    requireHeld(ctx.actor, [grant]);
    if (grant.roleCode === ADMINISTRATOR && grant.libraryId === null) await requireOtherAdministrator(trx, account.id);
    await deleteGrant(trx, grant.id);
    await recordAudit(trx, ctx, {
      action: 'account.role_revoked',
      entity: 'account',
      entityId: account.id,
      libraryId: grant.libraryId,
      before: { username: account.username, role: grant.roleCode, libraryId: grant.libraryId },
    });
    const [changed] = await withGrants(trx, [account]);
    return changed ?? account;
  });
}

/** Throws `identity.last_administrator` when nobody else could administer the network after this account. */
export async function requireOtherAdministrator(trx: Tx, accountId: number): Promise<void> {
  const holders = await lockHoldersNetworkWide(trx, ADMINISTRATOR);
  if (holders.includes(accountId) && holders.every((id) => id === accountId)) throw identityErrors.lastAdministrator();
}
