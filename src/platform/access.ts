import { can } from './authorize.ts';
import type { Actor } from './context.ts';
import { platformErrors } from './errors.ts';

/**
 * Who may come to a route at all. Declared beside the route and looked at before anything that was sent is read: a first, coarse
 * check. What concerns one library, one record or one person the use case checks itself.
 * - `public`: anybody
 * - `member`: a signed-in member
 * - `account`: any account of staff, for what concerns the account itself
 * - `signed_in`: a member or an account
 * - `may`: an account that holds one of these permissions somewhere; with `orMember` a signed-in member too, for their own things
 * - `secret`: whoever knows a secret that the request carries (a ticket, an invitation, the key of a device); the words say which
 */
export type Access =
  | 'public'
  | 'member'
  | 'account'
  | 'signed_in'
  | { readonly may: string | readonly string[]; readonly orMember?: true }
  | { readonly secret: string };

/** The permissions that an access names; none for one that asks for no permission. */
export const permissionsOf = (access: Access): readonly string[] =>
  typeof access === 'object' && 'may' in access ? [access.may].flat() : [];

/** May this actor come in? */
export function mayEnter(actor: Actor, access: Access): boolean {
  if (access === 'public' || actor.kind === 'system') return true;
  if (access === 'member') return actor.kind === 'member';
  if (access === 'account') return actor.kind === 'account';
  if (access === 'signed_in') return actor.kind !== 'anonymous';
  if ('secret' in access) return true;
  if (access.orMember && actor.kind === 'member') return true;
  return permissionsOf(access).some((permission) => can(actor, permission));
}

/** Throws `platform.sign_in_needed` (401) for nobody and `platform.forbidden` (403) for somebody else, unless {@link mayEnter} says yes. */
export function enter(actor: Actor, access: Access): void {
  if (mayEnter(actor, access)) return;
  if (actor.kind === 'anonymous') throw platformErrors.signInNeeded();
  throw platformErrors.forbidden(
    permissionsOf(access).length > 0 ? { permission: permissionsOf(access).join(' ') } : {},
  );
}
