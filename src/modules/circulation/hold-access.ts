import { authorize } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import { circulationErrors } from './errors.ts';

/** Members act on their own holds, and do not learn of anybody else's; staff need `holds.place`. */
export function mayTouchHold(ctx: Ctx, hold: { memberId: number }): void {
  if (ctx.actor.kind !== 'member') return authorize(ctx, 'holds.place');
  if (ctx.actor.id !== hold.memberId) throw circulationErrors.holdNotFound();
}
