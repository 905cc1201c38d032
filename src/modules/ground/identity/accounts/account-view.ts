import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { findAccount, findGrants, type AccountRow, type GrantRow } from '../data/accounts.queries.ts';
import { requireHeld } from '../roles/hand-out.ts';

/** An account with the roles that it holds. Never carries the password's hash. */
export interface Account extends AccountRow {
  grants: GrantRow[];
}

export async function withGrants(db: Db | Tx, rows: readonly AccountRow[]): Promise<Account[]> {
  const grants = await findGrants(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({ ...row, grants: grants.filter((grant) => grant.accountId === row.id) }));
}

/** The account, for somebody who may manage it: whoever manages the accounts of its home library (or of the network). */
export async function loadManaged(db: Db | Tx, ctx: Ctx, id: number): Promise<Account> {
  const row = await findAccount(db, id);
  if (!row) {
    authorizeAnywhere(ctx, 'accounts.manage');
    throw platformErrors.notFound();
  }
  authorize(ctx, 'accounts.manage', row.homeLibraryId);
  const [account] = await withGrants(db, [row]);
  if (!account) throw platformErrors.notFound();
  return account;
}

/** The same, for acts that would let one take the account over: its password, its tokens, its being. */
export async function loadMastered(db: Db | Tx, ctx: Ctx, id: number): Promise<Account> {
  const account = await loadManaged(db, ctx, id);
  requireHeld(ctx.actor, account.grants);
  return account;
}
