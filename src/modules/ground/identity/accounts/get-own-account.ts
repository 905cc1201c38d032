import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { withGrants, type Account } from './account-view.ts';
import { findAccount } from '../data/accounts.queries.ts';

/** The account that asks, with its roles. */
export async function getOwnAccount(ctx: Ctx): Promise<Account> {
  if (ctx.actor.kind !== 'account') throw platformErrors.signInNeeded();
  const row = await findAccount(ctx.db, ctx.actor.id);
  const [account] = row ? await withGrants(ctx.db, [row]) : [];
  if (!account) throw platformErrors.signInNeeded();
  return account;
}
