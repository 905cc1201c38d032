import { randomBytes } from 'node:crypto';
import type { Cookies } from '@sveltejs/kit';

const DRAFT = 'lumbung_isian';
const DONE = 'lumbung_sudah_';
const A_WEEK = 7 * 24 * 3600;
const A_YEAR = 365 * 24 * 3600;
const common = { path: '/', httpOnly: true, sameSite: 'lax', secure: false } as const;

/** The secret by which this browser finds its drafts; null = it has none. */
export const draftToken = (cookies: Cookies): string | null => cookies.get(DRAFT) ?? null;

/** The same, made when there is none. */
export function ensureDraftToken(cookies: Cookies): string {
  const token = draftToken(cookies) ?? randomBytes(24).toString('base64url');
  cookies.set(DRAFT, token, { ...common, maxAge: A_WEEK });
  return token;
}
/** The next person at a tablet begins anew. */
export const dropDraftToken = (cookies: Cookies): void => cookies.delete(DRAFT, { path: '/' });

/** Where nobody is known: this browser has answered. */
export const markAnswered = (cookies: Cookies, code: string): void =>
  cookies.set(`${DONE}${code}`, '1', { ...common, maxAge: A_YEAR });
export const hasMark = (cookies: Cookies, code: string): boolean => cookies.get(`${DONE}${code}`) === '1';
