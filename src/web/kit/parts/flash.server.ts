import type { Cookies } from '@sveltejs/kit';
import type { FlashMessage } from '#web/kit/parts/flash.ts';

const COOKIE = 'lumbung_kabar';

const OPTIONS = { path: '/', httpOnly: true, sameSite: 'lax', secure: false, maxAge: 60 } as const;

/** Leaves a sentence for the page that a redirect leads to. */
export function setFlash(cookies: Cookies, tone: FlashMessage['tone'], text: string): void {
  cookies.set(COOKIE, JSON.stringify({ tone, text }), OPTIONS);
}

/** The same as the value of a header, for an answer that is made already. */
export const flashCookie = (cookies: Cookies, tone: FlashMessage['tone'], text: string): string =>
  cookies.serialize(COOKIE, JSON.stringify({ tone, text }), OPTIONS);

/** Takes the sentence once; layouts call it. */
export function takeFlash(cookies: Cookies): FlashMessage | null {
  const raw = cookies.get(COOKIE);
  if (!raw) return null;
  cookies.delete(COOKIE, { path: '/' });
  try {
    const value: unknown = JSON.parse(raw);
    if (typeof value !== 'object' || value === null || !('text' in value) || !('tone' in value)) return null;
    const { text, tone } = value;
    if (typeof text !== 'string' || (tone !== 'ok' && tone !== 'warn' && tone !== 'bad')) return null;
    return { tone, text };
  } catch {
    return null;
  }
}
