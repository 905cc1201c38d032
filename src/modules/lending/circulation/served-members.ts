import { HIDDEN, serves, servedLibraries } from '#platform/rights/authorize';
import type { Actor, Ctx } from '#platform/context';
import type { PermissionCode } from '#platform/rights/permissions';
import { findMemberByNumber, type LoanMember } from '#modules/people/members';
import { circulationErrors } from './errors.ts';
import type { DeskPlacement } from './placement/place-copy.ts';

interface OfMember {
  memberNumber: string;
  memberName: string;
  memberHomeLibraryId: number;
}

/** The same loan or hold, without who it is when the actor does not serve that member. */
export const withoutStranger = <T extends OfMember>(actor: Actor, permission: PermissionCode, view: T): T =>
  serves(actor, permission, view.memberHomeLibraryId) ? view : { ...view, memberNumber: HIDDEN, memberName: HIDDEN };

/** The same for where a copy goes. */
export function placementFor(actor: Actor, placement: DeskPlacement): DeskPlacement {
  const permission = 'loans.check_in';
  if (placement.kind === 'hold_shelf') {
    return { ...placement, hold: withoutStranger(actor, permission, placement.hold) };
  }
  if (placement.kind !== 'to_library' || placement.hold === null) return placement;
  return { ...placement, hold: withoutStranger(actor, permission, placement.hold) };
}

/** A name that is shown only by desks that serve everybody. */
export const nameFor = (actor: Actor, permission: PermissionCode, name: string): string =>
  servedLibraries(actor, permission) === null ? name : HIDDEN;

/** To a desk that does not serve them, members of others do not exist. Throws `circulation.unknown_member`. */
export function refuseStranger(
  ctx: Pick<Ctx, 'actor'>,
  permission: PermissionCode,
  member: Pick<LoanMember, 'number' | 'homeLibraryId'>,
): void {
  if (!serves(ctx.actor, permission, member.homeLibraryId)) {
    throw circulationErrors.unknownMember({ number: member.number });
  }
}

/** A member by number whom the actor serves. Throws `circulation.unknown_member`. */
export async function servedMember(ctx: Ctx, permission: PermissionCode, number: string): Promise<LoanMember> {
  const member = await findMemberByNumber(ctx.db, number);
  if (!member) throw circulationErrors.unknownMember({ number });
  refuseStranger(ctx, permission, member);
  return member;
}
