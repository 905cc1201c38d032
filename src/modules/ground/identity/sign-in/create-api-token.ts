import { recordAudit } from '#modules/ground/audit';
import { authorizeAnywhere, holds } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Services } from '#platform/services';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { loadMastered } from '../accounts/account-view.ts';
import { findAccountByUsername } from '../data/accounts.queries.ts';
import { insertToken, type TokenRow } from '../data/tokens.queries.ts';
import { identityErrors } from '../errors.ts';
import { isScope } from '../rules/permissions.ts';
import { hashToken, newToken } from '../secrets.ts';

export interface CreateToken {
  /** Whose token: neither = one's own. */
  username?: string;
  accountId?: number;
  /** What it is for, in the owner's words. */
  name: string;
  /** Permissions, areas (`loans.*`) or `*`; the token can do this at most, and never more than its account. */
  scopes: readonly string[];
  /** null = until it is revoked */
  expiresAt: Date | null;
}

/**
 * Makes an API token. The token itself is in the answer and never again.
 * For somebody else it needs `accounts.manage` and every permission of that account.
 */
export async function createApiToken(
  ctx: Ctx,
  { permissions }: Pick<Services, 'permissions'>,
  input: CreateToken,
): Promise<TokenRow & { token: string }> {
  // one's own tokens are every account's; before anything else is looked at, because anybody may ask
  if (ctx.actor.kind !== 'account') authorizeAnywhere(ctx, 'accounts.manage');
  const name = input.name.trim();
  if (!name) throw platformErrors.invalidInput({}, { name: 'required' });
  if (name.length > 100) throw platformErrors.invalidInput({}, { name: 'too_long' });
  const scopes = [...new Set(input.scopes.map((scope) => scope.trim()).filter(Boolean))];
  if (scopes.length === 0) throw platformErrors.invalidInput({}, { scopes: 'required' });
  if (!scopes.every((scope) => isScope(permissions, scope)))
    throw platformErrors.invalidInput({}, { scopes: 'unknown' });
  if (input.expiresAt && input.expiresAt <= ctx.clock.now()) {
    throw platformErrors.invalidInput({}, { expiresAt: 'past' });
  }
  return ctx.db.transaction().execute(async (trx) => {
    const account = await ownerOf(trx, ctx, input);
    if (account.status !== 'active') throw platformErrors.invalidInput({}, { username: 'account_unknown' });
    const token = newToken('lt');
    const row = await insertToken(trx, {
      tokenHash: hashToken(token),
      accountId: account.id,
      name,
      scopes,
      createdAt: ctx.clock.now(),
      expiresAt: input.expiresAt,
    });
    await recordAudit(trx, ctx, {
      action: 'api_token.created',
      entity: 'api_token',
      entityId: row.id,
      libraryId: account.homeLibraryId,
      after: { username: account.username, name, scopes, expiresAt: input.expiresAt },
    });
    return { ...row, token };
  });
}

async function ownerOf(trx: Tx, ctx: Ctx, input: CreateToken) {
  const { actor } = ctx;
  const named = input.username === undefined ? undefined : await findAccountByUsername(trx, input.username.trim());
  if (input.username !== undefined && !named) throw platformErrors.invalidInput({}, { username: 'account_unknown' });
  const id = named?.id ?? input.accountId ?? (actor.kind === 'account' ? actor.id : undefined);
  if (id === undefined) throw platformErrors.invalidInput({}, { username: 'required' });
  if (actor.kind !== 'account' || actor.id !== id) return loadMastered(trx, ctx, id);
  // a token makes tokens no stronger than itself
  if (
    actor.scopes &&
    !input.scopes.every((scope) => holds({ ...actor, grants: [{ libraryId: null, permissions: ['*'] }] }, scope, null))
  ) {
    throw identityErrors.moreThanOwn();
  }
  return { id, username: actor.username, homeLibraryId: actor.homeLibraryId, status: 'active' };
}
