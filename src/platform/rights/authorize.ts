import type { Actor, Ctx, Grant } from '../context.ts';
import type { PermissionCode } from './permissions.ts';
import { platformErrors } from '../errors.ts';
import { noteRight, type Right } from './rights-used.ts';

const allows = (held: readonly string[], wanted: string): boolean =>
  held.includes('*') || held.includes(wanted) || held.includes(`${wanted.split('.')[0]}.*`);

/** The grants by which an actor holds a permission, within the scopes of a token. */
const grantsOf = (actor: Actor, permission: string): readonly Grant[] => {
  if (actor.kind !== 'account' || (actor.scopes && !allows(actor.scopes, permission))) return [];
  return actor.grants.filter((grant) => allows(grant.permissions, permission));
};

/**
 * May this actor do this there? Permission strings look like `loans.check_out`; a grant of `loans.*` or `*` covers it.
 * @param libraryId the library that the act concerns; null asks for a network-wide grant
 */
export function can(actor: Actor, permission: PermissionCode, libraryId: number | null): boolean {
  const may = holds(actor, permission, libraryId);
  if (may && actor.kind !== 'system') noteRight({ permission, at: libraryId });
  return may;
}

/** The same of a code that was read, of a role or a token: also one that no module declares any more. */
export const holds = (actor: Actor, code: string, libraryId: number | null): boolean =>
  actor.kind === 'system' ||
  grantsOf(actor, code).some((grant) => grant.libraryId === null || grant.libraryId === libraryId);

/**
 * May this actor do this at some library, whichever? A first look before it is known which library an act concerns, and enough only for
 * what belongs to no library (the catalogue, the rules). Whatever concerns a library, or a person of one, asks {@link can} with it.
 */
export function canAnywhere(actor: Actor, permission: PermissionCode): boolean {
  if (actor.kind === 'system') return true;
  const may = grantsOf(actor, permission).length > 0;
  if (may) noteRight({ permission, at: 'anywhere' });
  return may;
}

/** Throws `platform.sign_in_needed` (401) or `platform.forbidden` (403) unless {@link can} says yes. */
export function authorize(ctx: Pick<Ctx, 'actor'>, permission: PermissionCode, libraryId: number | null): void {
  if (!can(ctx.actor, permission, libraryId)) refuse(ctx, permission);
}

/** Throws as {@link authorize} unless {@link canAnywhere} says yes. */
export function authorizeAnywhere(ctx: Pick<Ctx, 'actor'>, permission: PermissionCode): void {
  if (!canAnywhere(ctx.actor, permission)) refuse(ctx, permission);
}

function refuse(ctx: Pick<Ctx, 'actor'>, permission: PermissionCode): never {
  if (ctx.actor.kind === 'anonymous') throw platformErrors.signInNeeded();
  throw platformErrors.forbidden({ permission });
}

/** Does this account serve at a library at all, whatever it may do there? */
export const worksAt = (actor: Actor, libraryId: number): boolean =>
  actor.kind === 'account' && actor.grants.some((grant) => grant.libraryId === null || grant.libraryId === libraryId);

/** Where an actor may do something: 'all' with a network-wide grant, else the ids of the libraries of their grants. */
export function grantedLibraries(actor: Actor, permission: PermissionCode): 'all' | number[] {
  if (can(actor, permission, null)) return 'all';
  const libraries = grantsOf(actor, permission).flatMap((grant) => (grant.libraryId === null ? [] : [grant.libraryId]));
  for (const at of libraries) noteRight({ permission, at });
  return libraries;
}

/**
 * The libraries of which a list may tell by a permission: the one that is asked for, else all where the actor holds it; null = the whole
 * network. Throws as {@link authorize} where that is none.
 * @param libraryId the library that is asked for; left out: whatever the actor may see
 */
export function seenLibraries(
  ctx: Pick<Ctx, 'actor'>,
  permission: PermissionCode,
  libraryId: number | undefined,
): readonly number[] | null {
  if (libraryId !== undefined) {
    authorize(ctx, permission, libraryId);
    return [libraryId];
  }
  authorizeAnywhere(ctx, permission);
  const granted = grantedLibraries(ctx.actor, permission);
  return granted === 'all' ? null : granted;
}

/**
 * Whose members an actor may see and serve by a permission: ids of their home libraries, null = those of the whole network. A desk of
 * the network serves whoever comes; that of a school its pupils alone ({@link Grant.ownMembersOnly}).
 */
export function servedLibraries(actor: Actor, permission: PermissionCode): readonly number[] | null {
  if (actor.kind !== 'account') return null;
  const held = actor.grants.filter((grant) => allows(grant.permissions, permission));
  const serves = held.some((grant) => !grant.ownMembersOnly)
    ? null
    : held.flatMap((grant) => (grant.libraryId === null ? [] : [grant.libraryId]));
  noteRight({ permission, serves });
  return serves;
}

/** May this actor see and serve the members of this home library? See {@link servedLibraries}. */
export function serves(actor: Actor, permission: PermissionCode, homeLibraryId: number): boolean {
  const served = servedLibraries(actor, permission);
  return served === null || served.includes(homeLibraryId);
}

/** The first permission of those by which something was read that this actor does not hold (any more); null = all are there. */
export function lostRight(actor: Actor, rights: readonly Right[]): string | null {
  const holds = (right: Right): boolean => {
    if ('at' in right) {
      const { permission, at } = right;
      return at === 'anywhere' ? canAnywhere(actor, permission) : can(actor, permission, at);
    }
    const served = servedLibraries(actor, right.permission);
    return served === null || (right.serves?.every((id) => served.includes(id)) ?? false);
  };
  return rights.find((right) => !holds(right))?.permission ?? null;
}

/** Stands for the number and name of a member whom a desk must not learn of, where the line itself has to be shown. */
export const HIDDEN = '•••';
