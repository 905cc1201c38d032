import type { Cookies, RequestEvent } from '@sveltejs/kit';
import type { OwnKey } from '#modules/city/service';
import type { Ctx } from '#platform/context';

const COOKIE = 'lumbung_masukan';
/** An hour: long enough to read and answer, short enough for a screen that others use too. */
const AN_HOUR = 3600;
/** At a kiosk the next visitor stands there soon: the page of a ticket leaves by itself after so many seconds. */
export const AT_KIOSK = 120;
/** No code that is typed is longer. */
const LONGEST = 60;

/** Remembers which ticket is open on this device: its code stands in no address, and so in no history and no log. */
export const openCode = (
  { cookies, url }: Pick<RequestEvent, 'cookies' | 'url'>,
  code: string,
  { isKiosk = false }: { isKiosk?: boolean } = {},
): void =>
  cookies.set(COOKIE, code.slice(0, LONGEST), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    maxAge: isKiosk ? AT_KIOSK : AN_HOUR,
  });

export const forgetCode = (cookies: Cookies): void => cookies.delete(COOKIE, { path: '/' });

type Asking = Pick<RequestEvent, 'url' | 'cookies' | 'getClientAddress'>;

/** Which ticket is meant: of the account by its number in the address (`?nomor=`), else the one whose code is open here; null = none. */
export function openTicketKey({ url, cookies, getClientAddress }: Asking, { actor }: Ctx): OwnKey | null {
  const number = url.searchParams.get('nomor');
  if (actor.kind === 'member' && number !== null) return { number };
  const code = cookies.get(COOKIE);
  return code === undefined
    ? null
    : { code, number: url.searchParams.get('bagian') ?? undefined, ip: getClientAddress() };
}

/** The same for an act; without a ticket it is the key of none, which is refused as a wrong code. */
export const ticketKey = (asking: Asking, ctx: Ctx): OwnKey =>
  openTicketKey(asking, ctx) ?? { code: '', ip: asking.getClientAddress() };
