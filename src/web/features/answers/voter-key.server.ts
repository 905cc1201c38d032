import type { Cookies } from '@sveltejs/kit';
import { randomBytes } from 'node:crypto';

const KEY_COOKIE = 'lumbung_jawab';
const YEAR = 365 * 86_400;

/** The key by which this browser votes on answers; null = it has none yet. */
export const voterKeyOf = (cookies: Cookies): string | null => cookies.get(KEY_COOKIE) ?? null;

/** The same, made where the browser has none: only when it votes. */
export function keptVoterKey(cookies: Cookies, url: URL): string {
  const kept = voterKeyOf(cookies);
  if (kept !== null && /^[A-Za-z0-9_-]{20,60}$/.test(kept)) return kept;
  const key = randomBytes(24).toString('base64url');
  cookies.set(KEY_COOKIE, key, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    maxAge: YEAR,
  });
  return key;
}
