import type { Cookies } from '@sveltejs/kit';

const A_SEASON = 180 * 24 * 3600;
const nameOf = (programId: number): string => `lumbung_tiket_${programId}`;

/** Remembers a ticket on this phone, so that the room's code finds it without typing. */
export const rememberTicket = (cookies: Cookies, programId: number, ticket: string): void =>
  cookies.set(nameOf(programId), ticket, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: false,
    maxAge: A_SEASON,
  });

/** The ticket of a programme that was opened on this phone. */
export const keptTicket = (cookies: Cookies, programId: number): string | undefined => cookies.get(nameOf(programId));
