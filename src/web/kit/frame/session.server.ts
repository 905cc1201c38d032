import type { Cookies } from '@sveltejs/kit';
import type { Clock } from '#platform/clock';
import { SESSION_COOKIE } from '#platform/requests/session-cookie';

/** The cookie outlives its session by a day (seconds): by it we know whose the form is that was sent too late. */
const AFTERWARDS = 86_400;

/**
 * Gives the browser a session. The cookie is HttpOnly and SameSite=Lax, and Secure wherever the page came by https. Its life is told in
 * seconds, not as a date: the clock of a phone may be wrong by days, and would throw the cookie away.
 */
export function setSessionCookie(
  cookies: Cookies,
  url: URL,
  session: { token: string; expiresAt: Date },
  clock: Clock,
): void {
  cookies.set(SESSION_COOKIE, session.token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    maxAge: Math.round((session.expiresAt.getTime() - clock.now().getTime()) / 1000) + AFTERWARDS,
  });
}

export function clearSessionCookie(cookies: Cookies, url: URL): void {
  cookies.delete(SESSION_COOKIE, { path: '/', httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' });
}
