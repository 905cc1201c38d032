import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import type { PermissionCode } from '#platform/rights/permissions';
import { findMemberByNumber, guards, type LoanMember } from '#modules/people/members';
import { servedMember } from './served-members.ts';

/** As what somebody looks at a member's account. */
export type Looker = 'self' | 'guardian' | 'staff';

/**
 * A member whose account the actor may see: the own one, that of a child whose guardian the actor is, or any by permission.
 * Throws `platform.forbidden`, `circulation.unknown_member`.
 */
export async function seenMember(
  ctx: Ctx,
  permission: PermissionCode,
  number: string,
): Promise<{ member: LoanMember; as: Looker }> {
  const { actor } = ctx;
  if (actor.kind !== 'member') {
    authorizeAnywhere(ctx, permission);
    return { member: await servedMember(ctx, permission, number), as: 'staff' };
  }
  const member = await findMemberByNumber(ctx.db, number);
  if (member?.id === actor.id) return { member, as: 'self' };
  const guarded =
    member !== null && (await guards(ctx.db, { guardianId: actor.id, childId: member.id }, ctx.clock.now(), false));
  // the same words for a card that does not exist: nobody learns which numbers are taken
  if (!guarded) throw platformErrors.forbidden({ permission });
  return { member, as: 'guardian' };
}

/** May the member who is signed in act on the loans of this one, until the transaction ends? */
export async function mayActFor(trx: Tx, ctx: Ctx, memberId: number): Promise<boolean> {
  const { actor } = ctx;
  if (actor.kind !== 'member' || actor.id === memberId) return true;
  return guards(trx, { guardianId: actor.id, childId: memberId }, ctx.clock.now(), true);
}
