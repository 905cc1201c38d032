import type { Cookies } from '@sveltejs/kit';
import type { Learner } from '#modules/learning/courses';

const KEY_COOKIE = 'lumbung_belajar';
const YEAR = 365 * 86_400;
/** A pupil of a class shares the tablet with the next class. */
export const SCHOOL_DAY = 86_400;

/** By what somebody learns where nobody is signed in, without a key where this browser has not begun anything. @param ip from where it acts */
export const learnerOf = (cookies: Cookies, ip?: string): Learner => ({ key: cookies.get(KEY_COOKIE) ?? null, ip });

/** Keeps a new key; null: there is nothing new to keep. @param seconds how long */
export function keepLearnerKey(cookies: Cookies, url: URL, key: string | null, seconds = YEAR): void {
  if (key === null) return;
  cookies.set(KEY_COOKIE, key, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    maxAge: seconds,
  });
}

/** This browser knows nothing of what was learnt in it any more. */
export const dropLearnerKey = (cookies: Cookies): void => cookies.delete(KEY_COOKIE, { path: '/' });
