import type { Cookies } from '@sveltejs/kit';
import type { Learner } from '#modules/learning/courses';

const KEY_COOKIE = 'lumbung_belajar';
/** The key of this browser itself, laid aside while a pupil of a class learns in it. */
const ASIDE_COOKIE = 'lumbung_belajar_sendiri';
const YEAR = 365 * 86_400;
/** A pupil of a class shares the tablet with the next class. */
const SCHOOL_DAY = 86_400;

/**
 * By what somebody learns where nobody is signed in, without a key where this browser has not begun anything. A pupil who forgot to leave is
 * gone after a day: then it is the browser's own again.
 * @param ip from where it acts
 */
export const learnerOf = (cookies: Cookies, ip?: string): Learner => ({
  key: cookies.get(KEY_COOKIE) ?? cookies.get(ASIDE_COOKIE) ?? null,
  ip,
});

function keep(cookies: Cookies, url: URL, name: string, key: string, seconds = YEAR): void {
  cookies.set(name, key, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    maxAge: seconds,
  });
}

/** Keeps a new key; null: there is nothing new to keep. */
export function keepLearnerKey(cookies: Cookies, url: URL, key: string | null): void {
  if (key !== null) keep(cookies, url, KEY_COOKIE, key);
}

/** Lets a pupil learn in this browser for a day. @param own the browser's own key, which is given back when they leave; null: it has none, or another pupil was here */
export function keepPupilKey(cookies: Cookies, url: URL, { key, own }: { key: string; own: string | null }): void {
  if (own !== null) keep(cookies, url, ASIDE_COOKIE, own);
  keep(cookies, url, KEY_COOKIE, key, SCHOOL_DAY);
}

/** Whoever learns here leaves: after a pupil the browser has its own key again, else it knows nothing of what was learnt in it any more. */
export function leaveLearnerKey(cookies: Cookies, url: URL): void {
  const own = cookies.get(ASIDE_COOKIE);
  const isPupil = cookies.get(KEY_COOKIE) !== undefined;
  cookies.delete(KEY_COOKIE, { path: '/' });
  if (own === undefined) return;
  cookies.delete(ASIDE_COOKIE, { path: '/' });
  if (isPupil) keep(cookies, url, KEY_COOKIE, own);
}
