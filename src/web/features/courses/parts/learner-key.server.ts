import type { Cookies } from '@sveltejs/kit';
import type { Learner } from '#modules/learning/courses';

const KEY_COOKIE = 'lumbung_belajar';
/** The key of this browser itself, laid aside while a pupil of a class learns in it. */
const ASIDE_COOKIE = 'lumbung_belajar_sendiri';
/** Says that the key is that of a pupil: nothing else tells one that opens nothing any more from a browser's own. */
const PUPIL_COOKIE = 'lumbung_belajar_murid';
const YEAR = 365 * 86_400;
/** A pupil of a class shares the tablet with the next class. */
const SCHOOL_DAY = 86_400;

/** Whether a pupil was let in here, also one whose key opens nothing any more. */
export const holdsPupilKey = (cookies: Cookies): boolean => cookies.get(PUPIL_COOKIE) !== undefined;

/**
 * By what somebody learns where nobody is signed in, without a key where this browser has not begun anything. A pupil who forgot to leave is
 * gone after a day: then it is the browser's own again.
 * @param ip from where it acts
 */
export const learnerOf = (cookies: Cookies, ip?: string): Learner => ({
  key: cookies.get(KEY_COOKIE) ?? cookies.get(ASIDE_COOKIE) ?? null,
  ofClass: cookies.get(KEY_COOKIE) !== undefined && holdsPupilKey(cookies),
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
  // what is laid aside already is the browser's own
  if (own !== null && cookies.get(ASIDE_COOKIE) === undefined) keep(cookies, url, ASIDE_COOKIE, own);
  keep(cookies, url, KEY_COOKIE, key, SCHOOL_DAY);
  keep(cookies, url, PUPIL_COOKIE, '1', SCHOOL_DAY);
}

function drop(cookies: Cookies, name: string): void {
  if (cookies.get(name) !== undefined) cookies.delete(name, { path: '/' });
}

/**
 * A pupil leaves: the browser has its own key again. Said once more, or when the pupil is gone already, it changes nothing.
 * @param isPupils whether the key that it holds is that of a pupil
 */
export function leavePupilKey(cookies: Cookies, url: URL, isPupils: boolean): void {
  const own = cookies.get(ASIDE_COOKIE);
  if (own !== undefined) keep(cookies, url, KEY_COOKIE, own);
  else if (isPupils) drop(cookies, KEY_COOKIE);
  drop(cookies, ASIDE_COOKIE);
  drop(cookies, PUPIL_COOKIE);
}

/** Whoever learns here is forgotten: after a pupil the browser has its own key again, else it knows nothing of what was learnt in it any more. */
export function forgetLearnerKey(cookies: Cookies, url: URL): void {
  const [held, own] = [cookies.get(KEY_COOKIE), cookies.get(ASIDE_COOKIE)];
  drop(cookies, ASIDE_COOKIE);
  drop(cookies, PUPIL_COOKIE);
  if (held !== undefined && own !== undefined) keep(cookies, url, KEY_COOKIE, own);
  else drop(cookies, KEY_COOKIE);
}
