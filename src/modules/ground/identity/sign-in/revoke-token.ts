import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { loadManaged } from '../accounts/account-view.ts';
import { findToken, findTokens, revokeTokens, type TokenRow } from '../data/tokens.queries.ts';
import { requireOwnAccount } from '../accounts/own-account.ts';

/** The live tokens of an account (one's own without `accountId`), without the secrets. */
export async function listTokens(ctx: Ctx, input: { accountId?: number } = {}): Promise<TokenRow[]> {
  const id = input.accountId ?? requireOwnAccount(ctx).id;
  if (ctx.actor.kind !== 'account' || ctx.actor.id !== id) await loadManaged(ctx.db, ctx, id);
  return findTokens(ctx.db, id);
}

/** Ends a token at once. One's own, or that of an account one manages. */
export async function revokeToken(ctx: Ctx, input: { id: number }): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const token = await findToken(trx, input.id);
    if (!token) throw ctx.actor.kind === 'anonymous' ? platformErrors.signInNeeded() : platformErrors.notFound();
    if (ctx.actor.kind === 'account' && ctx.actor.id === token.accountId) requireOwnAccount(ctx);
    else await loadManaged(trx, ctx, token.accountId);
    await revokeTokens(trx, { id: token.id }, ctx.clock.now());
    await recordAudit(trx, ctx, {
      action: 'api_token.revoked',
      entity: 'api_token',
      entityId: token.id,
      before: { name: token.name, scopes: token.scopes },
    });
  });
}
