import type { Actor, Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';

/** The member who is signed in: only readers suggest and vote. Throws `platform.sign_in_needed`. */
export function ownReader({ actor }: Pick<Ctx, 'actor'>): Extract<Actor, { kind: 'member' }> {
  if (actor.kind !== 'member') throw platformErrors.signInNeeded();
  return actor;
}
