import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import type { SessionOwner } from '../data/sessions.queries.ts';
import { requireOwnAccount } from '../accounts/own-account.ts';

/** Whose sessions are meant when somebody speaks of their own: staff and members share one table. */
export function sessionOwner(ctx: Ctx): { owner: SessionOwner; sessionId: number | null; entity: string; id: number } {
  const { actor } = ctx;
  if (actor.kind === 'member') {
    return { owner: { memberId: actor.id }, sessionId: actor.sessionId, entity: 'member', id: actor.id };
  }
  if (actor.kind === 'system') throw platformErrors.forbidden();
  const account = requireOwnAccount(ctx);
  return { owner: { accountId: account.id }, sessionId: account.sessionId, entity: 'account', id: account.id };
}
