import { holds } from '#platform/rights/authorize';
import type { Actor } from '#platform/context';
import { identityErrors } from '../errors.ts';

/**
 * Nobody hands out more than they hold themselves, nor takes over an account that holds more.
 * Throws `identity.more_than_own` (403).
 */
export function requireHeld(
  actor: Actor,
  grants: readonly { permissions: readonly string[]; libraryId: number | null }[],
): void {
  const held = grants.every((grant) =>
    grant.permissions.every((permission) => holds(actor, permission, grant.libraryId)),
  );
  if (!held) throw identityErrors.moreThanOwn();
}
