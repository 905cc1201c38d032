import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { deleteAccount, insertAccount, takenUsernames } from '../data/accounts.queries.ts';
import { decoyHash } from '../secrets.ts';

/** A staff account as another system kept it, under a name that may be an account's here. */
export interface BroughtAccount {
  username: string;
  fullName: string;
  email: string | null;
  /** Of `keepOldHash`; null = no password opens it until one is set. */
  passwordHash: string | null;
  homeLibraryId: number;
}

/** A name that no account has: the name itself, else with a number behind it. */
function freeName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  for (let nth = 2; ; nth += 1) {
    const other = `${name.slice(0, 36)}-${nth}`;
    if (!isTaken(other)) return other;
  }
}

/**
 * Takes over staff accounts of another system, in the caller's transaction; the caller has checked the permission. They come closed and without a
 * role: whoever manages accounts gives each its role and opens it, and then the old password opens the door once more.
 * @returns id and name of each, in their order
 */
export async function bringAccounts(
  trx: Tx,
  ctx: Ctx,
  accounts: readonly BroughtAccount[],
): Promise<{ id: number; username: string }[]> {
  const brought: { id: number; username: string }[] = [];
  const taken = await takenUsernames(trx);
  for (const { username: wanted, passwordHash, ...about } of accounts) {
    const username = freeName(wanted, (name) => taken.has(name));
    taken.add(username);
    const { id } = await insertAccount(trx, {
      ...about,
      ...{ username, status: 'disabled', passwordHash: passwordHash ?? decoyHash() },
      ...{ locale: 'id', isSample: false, createdAt: ctx.clock.now() },
    });
    await recordAudit(trx, ctx, {
      action: 'account.brought',
      entity: 'account',
      entityId: id,
      libraryId: about.homeLibraryId,
      after: { username, fullName: about.fullName, status: 'disabled' },
    });
    brought.push({ id, username });
  }
  return brought;
}

/** Takes accounts back that nobody has opened since they were brought, in the caller's transaction, which holds them; the caller has checked the permission. */
export async function takeBackAccounts(trx: Tx, ctx: Ctx, ids: readonly number[]): Promise<void> {
  for (const id of ids) await deleteAccount(trx, id);
  const count = { entityId: 'all', after: { accounts: ids.length } };
  await recordAudit(trx, ctx, { action: 'account.taken_back', entity: 'account', ...count });
}
