import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';

/** What holds for the whole network (null) is read by whoever writes notices anywhere; what a library has of its own by those of it. */
export function mayReadScope(ctx: Ctx, libraryId: number | null): void {
  if (libraryId === null) authorizeAnywhere(ctx, 'notices.manage');
  else authorize(ctx, 'notices.manage', libraryId);
}
