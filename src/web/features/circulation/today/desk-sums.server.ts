import { deskCounts, listOverdue } from '#modules/lending/circulation';
import { can } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';

/** More than this many are not counted one by one. */
const COUNTED = 100;

/** What a desk did today and what is overdue there; null for who may not see loans of this library. */
export async function deskSums(ctx: Ctx, libraryId: number) {
  if (!can(ctx.actor, 'loans.read', libraryId)) return null;
  const [counts, overdue] = await Promise.all([
    deskCounts(ctx, libraryId),
    listOverdue(ctx, { libraryId, limit: COUNTED }),
  ]);
  return { ...counts, overdue: overdue.data.length, overdueIsMore: overdue.next !== null };
}
