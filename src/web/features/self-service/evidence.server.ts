import type { Cookies, RequestEvent } from '@sveltejs/kit';
import { isPresent, libraryOfToken, provePresence } from '#modules/lending/self-service';
import type { Library } from '#modules/ground/libraries';
import { formAction, type Sent } from '#web/kit/form/form-action.server.ts';

const COOKIE = 'lumbung_di_sini';
type Asking = Pick<RequestEvent, 'cookies' | 'getClientAddress' | 'locals' | 'url'>;

/** What the reader's phone shows for being in the house. */
export const evidenceOf = ({ cookies, getClientAddress }: Asking): { token: string | null; ip: string } => ({
  token: cookies.get(COOKIE) ?? null,
  ip: getClientAddress(),
});

/** Keeps the token in the browser as long as it holds. */
export function keepToken({ cookies, url, locals }: Asking, { token, until }: { token: string; until: Date }): void {
  cookies.set(COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    maxAge: Math.round((until.getTime() - locals.ctx.clock.now().getTime()) / 1000),
  });
}

/** The reader types the code that the house shows, as a form action. */
export const presenceAction = formAction(async ({ event, ctx, services, values: { library = '', code = '' } }: Sent) =>
  keepToken(event, await provePresence(ctx, services.secrets, { library, code })),
);

export const dropToken = (cookies: Cookies): void => cookies.delete(COOKIE, { path: '/' });

/** In which of these libraries the reader's phone shows that they are, and which one is meant. */
export async function whereReaderIs(
  event: Asking,
  chosen: string | null,
  offering: readonly Library[],
): Promise<{ here: Library | null; present: Library[] }> {
  const { ctx, services } = event.locals;
  const evidence = evidenceOf(event);
  const marked = libraryOfToken(ctx, services.secrets, evidence.token);
  const present: Library[] = [];
  for (const library of offering) {
    if (await isPresent(ctx, services.secrets, library.id, evidence)) present.push(library);
  }
  const here =
    present.find(({ code }) => code === chosen) ??
    present.find(({ id }) => id === marked) ??
    (present.length === 1 ? present[0] : undefined);
  return { here: here ?? null, present };
}
