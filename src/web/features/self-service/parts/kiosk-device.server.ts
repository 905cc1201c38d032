import type { Cookies } from '@sveltejs/kit';

const COOKIE = 'lumbung_kios';
const TWO_YEARS = 2 * 365 * 24 * 3600;

/** The token of this tablet, if it is a kiosk. */
export const kioskToken = (cookies: Cookies): string | null => cookies.get(COOKIE) ?? null;

export const keepKioskToken = (cookies: Cookies, url: URL, token: string): void =>
  cookies.set(COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: url.protocol === 'https:',
    maxAge: TWO_YEARS,
  });
