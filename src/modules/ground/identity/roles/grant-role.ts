import { recordAudit } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { refuseField } from '../accounts/account-input.ts';
import { loadManaged, withGrants, type Account } from '../accounts/account-view.ts';
import { findRoleByCode, insertGrant } from '../data/roles.queries.ts';
import { requireHeld } from './hand-out.ts';

export interface GrantRole {
  accountId: number;
  /** Code of the role. */
  role: string;
  /** null = network-wide */
  libraryId: number | null;
}

/**
 * Gives an account a role, for one library or network-wide. Granting it twice changes nothing.
 * Needs `accounts.manage` there, and every permission of the role.
 */
export async function grantRole(ctx: Ctx, input: GrantRole): Promise<Account> {
  return ctx.db.transaction().execute(async (trx) => {
    const account = await loadManaged(trx, ctx, input.accountId);
    await addGrant(trx, ctx, account, input);
    const [changed] = await withGrants(trx, [account]);
    return changed ?? account;
  });
}

export async function addGrant(
  trx: Tx,
  ctx: Ctx,
  account: { id: number; username: string },
  grant: { role: string; libraryId: number | null },
): Promise<void> {
  authorize(ctx, 'accounts.manage', grant.libraryId);
  const role = await findRoleByCode(trx, grant.role);
  if (!role) throw platformErrors.invalidInput({}, { role: 'unknown' });
  requireHeld(ctx.actor, [{ permissions: role.permissions, libraryId: grant.libraryId }]);
  const id = await insertGrant(trx, { accountId: account.id, roleId: role.id, libraryId: grant.libraryId }).catch(
    refuseField,
  );
  if (id === null) return;
  await recordAudit(trx, ctx, {
    action: 'account.role_granted',
    entity: 'account',
    entityId: account.id,
    libraryId: grant.libraryId,
    after: { username: account.username, role: role.code, libraryId: grant.libraryId },
  });
}
