import { can, canAnywhere } from './authorize.ts';
import type { Actor } from '../context.ts';
import type { PermissionCode } from './permissions.ts';
import { platformErrors } from '../errors.ts';

/**
 * Who may come to a route at all. Declared beside the route and looked at before anything that was sent is read: a first, coarse
 * check. What concerns one library, one record or one person the use case checks itself.
 * - `public`: anybody
 * - `member`: a signed-in member
 * - `account`: any account of staff, for what concerns the account itself
 * - `signed_in`: a member or an account
 * - `may`: an account that holds one of these permissions, at any library or (`network`) for the whole network; with `orMember` a
 *   signed-in member too, for their own things
 * - `secret`: whoever knows a secret that the request carries (a ticket, an invitation, the key of a device); the words say which
 */
export type Access =
  | 'public'
  | 'member'
  | 'account'
  | 'signed_in'
  | { readonly may: PermissionCode | readonly PermissionCode[]; readonly orMember?: true; readonly network?: true }
  | { readonly secret: string };

/** Who may come to a page, and to its actions (by name, `POST` … for a route without a page) where they ask for something else. */
export type PageAccess = Access | { readonly page: Access; readonly actions: Readonly<Record<string, Access>> };

/** What holds for one request to a page. @param action the name of the action or the method; null = the page is looked at */
export const accessOf = (declared: PageAccess, action: string | null): Access => {
  if (typeof declared !== 'object' || !('page' in declared)) return declared;
  return (action === null ? undefined : declared.actions[action]) ?? declared.page;
};

/** The permissions that an access names; none for one that asks for no permission. */
export const permissionsOf = (access: Access): readonly PermissionCode[] =>
  typeof access === 'object' && 'may' in access ? [access.may].flat() : [];

/** May this actor come in? */
export function mayEnter(actor: Actor, access: Access): boolean {
  if (access === 'public' || actor.kind === 'system') return true;
  if (access === 'member') return actor.kind === 'member';
  if (access === 'account') return actor.kind === 'account';
  if (access === 'signed_in') return actor.kind !== 'anonymous';
  if ('secret' in access) return true;
  if (access.orMember && actor.kind === 'member') return true;
  const holds = (permission: PermissionCode): boolean =>
    access.network ? can(actor, permission, null) : canAnywhere(actor, permission);
  return permissionsOf(access).some(holds);
}

/**
 * Unless {@link mayEnter} says yes: throws `platform.sign_in_needed` (401) for nobody, and where a member is asked for also for an
 * account (it has to sign in as one); `platform.forbidden` (403) for everybody else.
 */
export function enter(actor: Actor, access: Access): void {
  if (mayEnter(actor, access)) return;
  if (actor.kind === 'anonymous' || access === 'member') throw platformErrors.signInNeeded();
  throw platformErrors.forbidden(
    permissionsOf(access).length > 0 ? { permission: permissionsOf(access).join(' ') } : {},
  );
}
