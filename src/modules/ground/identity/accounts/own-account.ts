import type { Actor, Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';

type AccountActor = Extract<Actor, { kind: 'account' }>;

/** The account that acts, for what one does to oneself. A token with narrow scopes may not: it is not the person. */
export function requireOwnAccount(ctx: Ctx): AccountActor {
  const { actor } = ctx;
  if (actor.kind === 'account' && (actor.scopes === null || actor.scopes.includes('*'))) return actor;
  if (actor.kind === 'anonymous') throw platformErrors.signInNeeded();
  throw platformErrors.forbidden();
}
