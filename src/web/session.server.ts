import type { Cookies } from '@sveltejs/kit';
import { SESSION_COOKIE } from '#platform/session-cookie';

/** Gives the browser a session. The cookie is HttpOnly and SameSite=Lax, and Secure wherever the page came by https. */
export function setSessionCookie(cookies: Cookies, url: URL, session: { token: string; expiresAt: Date }): void {
  cookies.set(SESSION_COOKIE, session.token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    expires: session.expiresAt,
  });
}

export function clearSessionCookie(cookies: Cookies, url: URL): void {
  cookies.delete(SESSION_COOKIE, { path: '/', httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' });
}
