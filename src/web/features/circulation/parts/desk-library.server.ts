import type { RequestEvent } from '@sveltejs/kit';
import { listLibraries, type Library } from '#modules/ground/libraries';
import { can } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import type { PermissionCode } from '#platform/rights/permissions';

const LENDING = ['loans.check_out', 'loans.check_in'] as const;

export interface Desk {
  /** The context with the desk's library. */
  ctx: Ctx & { libraryId: number };
  library: Library;
  /** Where this account may work. */
  libraries: Library[];
}

/**
 * At which library this page works: the one where somebody works (`working-library.server.ts`), if they may lend there (or do what else
 * is asked for), else their own, else the first where they may. Throws `platform.forbidden` when there is none.
 */
export async function findDesk(ctx: Ctx, needs: readonly PermissionCode[] = LENDING): Promise<Desk> {
  const all = await listLibraries(ctx, { active: true });
  const libraries = all.filter((library) => needs.some((permission) => can(ctx.actor, permission, library.id)));
  const home = ctx.actor.kind === 'account' ? ctx.actor.homeLibraryId : null;
  const library =
    libraries.find((one) => one.id === ctx.libraryId) ?? libraries.find((one) => one.id === home) ?? libraries[0];
  if (!library) throw platformErrors.forbidden({ permission: needs[0] ?? '' });
  return { ctx: { ...ctx, libraryId: library.id }, library, libraries };
}

/** The same, with the library that the address asks for (`?perpustakaan=BLT-PST`), where this account may work there. */
export async function deskAsked(
  { locals, url }: Pick<RequestEvent, 'locals' | 'url'>,
  needs: readonly PermissionCode[],
): Promise<Desk> {
  const desk = await findDesk(locals.ctx, needs);
  const code = url.searchParams.get('perpustakaan');
  return { ...desk, library: desk.libraries.find((one) => one.code === code) ?? desk.library };
}
