import type { Cookies } from '@sveltejs/kit';
import { listOpenLibraries, type LibraryName } from '#modules/ground/libraries';
import { worksAt } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Carried } from '#web/kit/form/page-library.ts';

const A_YEAR = 365 * 24 * 3600;
/** The choice of each account of this browser stands by itself: nobody inherits that of the colleague before. */
const cookieOf = (accountId: number): string => `lumbung_tempat_${accountId}`;
/** Where the desk of this browser stood before there was one choice for all pages; read as long as nothing is chosen. */
const DESK_COOKIE = 'lumbung_meja';

/** Where somebody of the staff works. */
export interface Work {
  /** The library that rules what they see and write down. */
  library: LibraryName;
  /** All that are open and at which they serve. */
  libraries: LibraryName[];
}

/** A form that was sent from a page of another library than the chosen one. */
export interface Elsewhere {
  /** That of the page; null = this person serves there no more. */
  page: LibraryName | null;
  chosen: LibraryName;
}

/**
 * Where this account works in this browser: what it chose here last, else its own library, else the first at which it serves. Looked at
 * anew by every request: what is closed, or no more theirs, is nobody's choice. Null for who serves nowhere.
 */
export async function findWork(
  { db, actor }: Pick<Ctx, 'db' | 'actor'>,
  cookies: Pick<Cookies, 'get'>,
): Promise<Work | null> {
  if (actor.kind !== 'account') return null;
  const libraries = (await listOpenLibraries({ db })).filter(({ id }) => worksAt(actor, id));
  const wanted = [Number(cookies.get(cookieOf(actor.id)) ?? cookies.get(DESK_COOKIE)), actor.homeLibraryId];
  const library = wanted.flatMap((id) => libraries.find((one) => one.id === id) ?? [])[0] ?? libraries[0];
  return library ? { library, libraries } : null;
}

/** Remembers the choice, for this account in this browser. */
export const rememberWork = (cookies: Cookies, url: URL, accountId: number, libraryId: number): void =>
  cookies.set(cookieOf(accountId), String(libraryId), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    maxAge: A_YEAR,
  });

/**
 * Lets a form be about the library of its page: all that reads `ctx.libraryId` from here on works there. Where another one is chosen by
 * now, nothing is to be done before it was asked about: the answer is in {@link App.Locals.elsewhere}, and whoever carries out forms
 * looks at it (`form-action.server.ts`, the desk).
 */
export function settleLibrary(
  locals: Pick<App.Locals, 'ctx' | 'work' | 'sentFrom' | 'elsewhere'>,
  said: Carried | null,
): void {
  const { ctx, work } = locals;
  if (!said || !work) return;
  const page = work.libraries.find(({ id }) => id === said.libraryId) ?? null;
  const chosen = work.library;
  if (page) locals.sentFrom = ctx.libraryId = page.id;
  if (said.libraryId === chosen.id) return;
  if (page && (said.stays || said.askedAt === chosen.id)) return;
  locals.elsewhere = { page, chosen };
}
