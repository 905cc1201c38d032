import type { Cookies } from '@sveltejs/kit';
import { z } from 'zod';

const COOKIE = 'lumbung_sapa';
const SECONDS = 30;

const greeting = z.object({
  kind: z.enum(['member', 'guest', 'group']),
  outcome: z.enum(['recorded', 'repeated', 'left']),
  nickname: z.string().nullable(),
  origin: z.string().nullable(),
  people: z.number(),
  today: z.number(),
  /** Of a guest: by it more may be said. */
  nonce: z.string().nullable(),
});
/** What the next screen says to who has just come. Not in the address: the history of a tablet at a door holds no names. */
export type Greeting = z.output<typeof greeting>;

export const leaveGreeting = (cookies: Cookies, said: Greeting): void =>
  cookies.set(COOKIE, JSON.stringify(said), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: false,
    maxAge: SECONDS,
  });

/** Takes the greeting once. */
export function takeGreeting(cookies: Cookies): Greeting | null {
  const raw = cookies.get(COOKIE);
  if (!raw) return null;
  cookies.delete(COOKIE, { path: '/' });
  try {
    return greeting.parse(JSON.parse(raw));
  } catch {
    return null;
  }
}
