import type { Cookies } from '@sveltejs/kit';

const A_YEAR = 365 * 24 * 3600;
const nameOf = (programId: number): string => `lumbung_kunci_${programId}`;

/** Remembers on this phone by which key its owner answers what is asked of participants; see `answer-keys.ts`. */
export const rememberKey = (cookies: Cookies, programId: number, key: string): void =>
  cookies.set(nameOf(programId), key, { path: '/', httpOnly: true, sameSite: 'lax', secure: false, maxAge: A_YEAR });

/** The key of a programme that this phone has; null = none. */
export const keptKey = (cookies: Cookies, programId: number): string | null => cookies.get(nameOf(programId)) ?? null;
