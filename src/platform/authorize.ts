import type { Actor, Ctx } from './context.ts';
import { platformErrors } from './errors.ts';

const allows = (held: readonly string[], wanted: string): boolean =>
  held.includes('*') || held.includes(wanted) || held.includes(`${wanted.split('.')[0]}.*`);

/**
 * May this actor do this? Permission strings look like `loans.check_out`; a grant of `loans.*` or `*` covers it.
 * @param libraryId the library that the act concerns; null asks for a network-wide grant; undefined: any grant will do
 */
export function can(actor: Actor, permission: string, libraryId?: number | null): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind !== 'account') return false;
  if (actor.scopes && !allows(actor.scopes, permission)) return false;
  return actor.grants.some(
    (grant) =>
      allows(grant.permissions, permission) &&
      (libraryId === undefined || grant.libraryId === null || grant.libraryId === libraryId),
  );
}

/** Throws `platform.sign_in_needed` (401) or `platform.forbidden` (403) unless {@link can} says yes. */
export function authorize(ctx: Pick<Ctx, 'actor'>, permission: string, libraryId?: number | null): void {
  if (can(ctx.actor, permission, libraryId)) return;
  if (ctx.actor.kind === 'anonymous') throw platformErrors.signInNeeded();
  throw platformErrors.forbidden({ permission });
}

/** Where an actor may do something: 'all' with a network-wide grant, else the ids of the libraries of their grants. */
export function grantedLibraries(actor: Actor, permission: string): 'all' | number[] {
  if (can(actor, permission, null)) return 'all';
  if (actor.kind !== 'account' || (actor.scopes && !allows(actor.scopes, permission))) return [];
  const held = actor.grants.filter((grant) => allows(grant.permissions, permission));
  return held.flatMap((grant) => (grant.libraryId === null ? [] : [grant.libraryId]));
}

/**
 * Whose members an actor may see and serve by a permission: ids of their home libraries, null = those of the whole network. A desk of
 * the network serves whoever comes; that of a school its pupils alone ({@link Grant.ownMembersOnly}).
 */
export function servedLibraries(actor: Actor, permission: string): readonly number[] | null {
  if (actor.kind !== 'account') return null;
  const held = actor.grants.filter((grant) => allows(grant.permissions, permission));
  if (held.some((grant) => !grant.ownMembersOnly)) return null;
  return held.flatMap((grant) => (grant.libraryId === null ? [] : [grant.libraryId]));
}

/** May this actor see and serve the members of this home library? See {@link servedLibraries}. */
export function serves(actor: Actor, permission: string, homeLibraryId: number): boolean {
  const served = servedLibraries(actor, permission);
  return served === null || served.includes(homeLibraryId);
}

/** Stands for the number and name of a member whom a desk must not learn of, where the line itself has to be shown. */
export const HIDDEN = '•••';
