import type { Cookies } from '@sveltejs/kit';
import { randomBytes } from 'node:crypto';
import type { Hand } from '#modules/community/ideas';

const KEY_COOKIE = 'lumbung_ide';
/** What was typed here; the page of a ticket keeps its own as `lumbung_tiket_<programme>`. */
const TICKET_COOKIE = 'lumbung_tiket';
const YEAR = 365 * 86_400;

/** What this browser brings along to a board: the ticket of who has no card, and the key of its anonymous ideas. */
export const handOf = (cookies: Cookies): Hand => ({
  ticket: cookies
    .getAll()
    .filter(({ name }) => name === TICKET_COOKIE || /^lumbung_tiket_\d+$/.test(name))
    .map(({ value }) => value),
  key: cookies.get(KEY_COOKIE) ?? null,
});

/** The same, with a key where the browser has none yet: for pages from which one may write. */
export function keptHand(cookies: Cookies, url: URL): Hand {
  const hand = handOf(cookies);
  if (hand.key) return hand;
  const key = randomBytes(24).toString('base64url');
  cookies.set(KEY_COOKIE, key, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    maxAge: YEAR,
  });
  return { ...hand, key };
}

/** Keeps the code of a ticket in this browser. */
export function keepTicket(cookies: Cookies, url: URL, ticket: string): void {
  cookies.set(TICKET_COOKIE, ticket, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    maxAge: YEAR,
  });
}
