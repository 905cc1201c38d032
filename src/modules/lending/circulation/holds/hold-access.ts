import { authorizeAnywhere, serves } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { PermissionCode } from '#platform/rights/permissions';
import { findHoldView } from '../data/hold-views.queries.ts';
import { circulationErrors } from '../errors.ts';

/**
 * Members act on their own holds, and do not learn of anybody else's; staff need a permission (`holds.place`), and a school's act on those of their
 * pupils.
 */
export async function mayTouchHold(
  trx: Tx,
  ctx: Ctx,
  hold: { id: number; memberId: number },
  permission: PermissionCode = 'holds.place',
): Promise<void> {
  if (ctx.actor.kind === 'member') {
    if (ctx.actor.id !== hold.memberId) throw circulationErrors.holdNotFound();
    return;
  }
  authorizeAnywhere(ctx, permission);
  const seen = await findHoldView(trx, hold.id, ctx.clock.now());
  if (!seen || !serves(ctx.actor, permission, seen.memberHomeLibraryId)) throw circulationErrors.holdNotFound();
}
