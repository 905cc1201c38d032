import type { Cookies, RequestEvent } from '@sveltejs/kit';
import { listLibraries, type Library } from '#modules/ground/libraries';
import { can } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import type { PermissionCode } from '#platform/rights/permissions';

const COOKIE = 'lumbung_meja';
const LENDING = ['loans.check_out', 'loans.check_in'] as const;
const A_YEAR = 365 * 24 * 3600;

export interface Desk {
  /** The context with the desk's library. */
  ctx: Ctx & { libraryId: number };
  library: Library;
  /** Where this account may work. */
  libraries: Library[];
}

/**
 * At which library this desk stands: the one that was chosen here last, else the account's own, else the first where the account
 * may lend (or do what else is asked for). Throws `platform.forbidden` when there is none.
 */
export async function findDesk(ctx: Ctx, cookies: Cookies, needs: readonly PermissionCode[] = LENDING): Promise<Desk> {
  const all = await listLibraries(ctx, { active: true });
  const libraries = all.filter((library) => needs.some((permission) => can(ctx.actor, permission, library.id)));
  const chosen = Number(cookies.get(COOKIE));
  const library =
    libraries.find((one) => one.id === chosen) ?? libraries.find((one) => one.id === ctx.libraryId) ?? libraries[0];
  if (!library) throw platformErrors.forbidden({ permission: needs[0] ?? '' });
  return { ctx: { ...ctx, libraryId: library.id }, library, libraries };
}

/** The same, with the library that the address asks for (`?perpustakaan=BLT-PST`), where this account may work there. */
export async function deskAsked(
  { locals, cookies, url }: Pick<RequestEvent, 'locals' | 'cookies' | 'url'>,
  needs: readonly PermissionCode[],
): Promise<Desk> {
  const desk = await findDesk(locals.ctx, cookies, needs);
  const code = url.searchParams.get('perpustakaan');
  return { ...desk, library: desk.libraries.find((one) => one.code === code) ?? desk.library };
}

/** At which library this desk stands for who only looks at the rail: what was chosen here last, else their own; null = at none. */
export function deskLibraryId({ actor, libraryId }: Pick<Ctx, 'actor' | 'libraryId'>, cookies: Cookies): number | null {
  const chosen = Number(cookies.get(COOKIE) ?? Number.NaN);
  const works = Number.isSafeInteger(chosen) && LENDING.some((permission) => can(actor, permission, chosen));
  return works ? chosen : libraryId;
}

/** Remembers the library of this desk (of this browser). */
export const rememberDesk = (cookies: Cookies, libraryId: number): void =>
  cookies.set(COOKIE, String(libraryId), { path: '/', httpOnly: true, sameSite: 'lax', secure: false, maxAge: A_YEAR });
