import type { Ctx } from '#platform/context';
import { authorize, authorizeAnywhere, can, canAnywhere, grantedLibraries } from '#platform/rights/authorize';

/** Whether somebody writes news or pages of a library (null: of the network): they change its pictures and files. */
export const mayChangeFile = (ctx: Pick<Ctx, 'actor'>, libraryId: number | null): boolean =>
  can(ctx.actor, 'news.edit', libraryId) || can(ctx.actor, 'site.edit', libraryId);

/** Whoever writes news or pages of a library may bring pictures and files there. Throws `platform.forbidden`. */
export function mayBringAt(ctx: Ctx, libraryId: number | null): void {
  if (!can(ctx.actor, 'news.edit', libraryId)) authorize(ctx, 'site.edit', libraryId);
}

/** The libraries for which somebody writes; null: all. Throws `platform.forbidden` where it is none. */
export function whereOffered(ctx: Ctx): readonly number[] | null {
  if (!canAnywhere(ctx.actor, 'news.edit')) authorizeAnywhere(ctx, 'site.edit');
  const granted = (['news.edit', 'site.edit'] as const).map((permission) => grantedLibraries(ctx.actor, permission));
  const everywhere = granted.some((libraries) => libraries === 'all');
  return everywhere ? null : granted.flatMap((libraries) => (libraries === 'all' ? [] : libraries));
}
