import { authorizeAnywhere, grantedLibraries } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { loadManaged, withGrants, type Account } from './account-view.ts';
import { findAccounts } from '../data/accounts.queries.ts';

export interface ListAccounts {
  q?: string | undefined;
  status?: 'active' | 'disabled' | undefined;
  libraryId?: number | undefined;
  after?: { fullName: string; id: number } | null;
  /** At most this many; one more is asked for to know whether there are others. */
  limit: number;
}

/** Accounts by name; whoever manages one library sees that library's accounts. Answers up to `limit + 1` rows. */
export async function listAccounts(ctx: Ctx, input: ListAccounts): Promise<Account[]> {
  authorizeAnywhere(ctx, 'accounts.manage');
  const homes = grantedLibraries(ctx.actor, 'accounts.manage');
  return withGrants(ctx.db, await findAccounts(ctx.db, { ...input, homes, limit: input.limit + 1 }));
}

/** One account with its roles. */
export const getAccount = async (ctx: Ctx, input: { id: number }): Promise<Account> =>
  loadManaged(ctx.db, ctx, input.id);
