import type { Cookies } from '@sveltejs/kit';

const COOKIE = 'lumbung_masukan';
/** An hour: long enough to read and answer, short enough for a screen that others use too. */
const AN_HOUR = 3600;

/** Remembers which ticket is open on this device: its code stands in no address, and so in no history and no log. */
export const openCode = (cookies: Cookies, code: string): void =>
  cookies.set(COOKIE, code, { path: '/', httpOnly: true, sameSite: 'lax', secure: false, maxAge: AN_HOUR });

/** The code of the ticket that is open on this device. */
export const codeOpen = (cookies: Cookies): string | undefined => cookies.get(COOKIE);

export const forgetCode = (cookies: Cookies): void => cookies.delete(COOKIE, { path: '/' });
